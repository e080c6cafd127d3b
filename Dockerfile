# Builds the served assistant:  docker build --tag policy-assistant .
# torch for processors alone is smaller by gigabytes than the one that brings libraries for graphics cards. A wheel of it that lies in wheels/
# is taken; else torch comes as the package index has it. An index of your own is named with --build-arg PIP_INDEX_URL=….
FROM python:3.11-slim AS build
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
ARG EXTRAS=""
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/policy-assistant
ENV PATH=/opt/policy-assistant/bin:$PATH
WORKDIR /build
COPY constraints.txt wheel[s] wheels/
RUN pip install --no-deps --no-index --find-links wheels --constraint wheels/constraints.txt torch || echo "No wheel of torch in wheels/."
COPY pyproject.toml constraints.txt README.md LICENSE app.py ./
COPY assistant assistant
COPY ingest ingest
COPY language language
COPY policies policies
COPY prompts prompts
COPY vectorstore vectorstore
RUN pip install --find-links wheels --constraint constraints.txt ".${EXTRAS:+[$EXTRAS]}"

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /tmp --no-create-home --shell /usr/sbin/nologin policy \
    && install --directory --owner policy --mode 0700 /data
COPY --from=build /opt/policy-assistant /opt/policy-assistant
ENV PATH=/opt/policy-assistant/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    POLICY_DATA=/data POLICY_HOST=0.0.0.0 POLICY_PORT=7860 POLICY_AUTH=accounts
USER policy
WORKDIR /tmp
VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=10s --start-period=180s --retries=3 \
    CMD ["python", "-c", "import os, sys, urllib.request as r; sys.exit(r.urlopen(f'http://127.0.0.1:{os.environ[\"POLICY_PORT\"]}/health', timeout=5).read() != b'ready')"]
ENTRYPOINT ["policy-assistant"]
CMD ["serve"]
