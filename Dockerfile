# Build: docker build -t voc .   Run: docker run -p 127.0.0.1:8080:8080 -v voc:/var/lib/voc voc
FROM python:3.11-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY models models
COPY data/samples data/samples
RUN python -m venv /opt/voc \
 && /opt/voc/bin/pip install --no-cache-dir --no-compile ".[alerts,collect,postgres]" \
 && /opt/voc/bin/pip uninstall --yes pip

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/voc --create-home voc
COPY --from=build /opt/voc /opt/voc
ENV PATH=/opt/voc/bin:$PATH VOC_HOME=/var/lib/voc PYTHONUNBUFFERED=1
USER voc
WORKDIR /var/lib/voc
VOLUME /var/lib/voc
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
# 0.0.0.0 is inside the container; publish it to loopback of the host as above.
CMD ["voc", "serve", "--host", "0.0.0.0", "--port", "8080"]
