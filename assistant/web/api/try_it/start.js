// Shows the description of the interface; nothing of it comes from elsewhere.
SwaggerUIBundle({ url: "openapi.json", dom_id: "#api", validatorUrl: null, deepLinking: true });
