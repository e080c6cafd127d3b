"""Models whose weights come with a package, run by ONNX Runtime."""
