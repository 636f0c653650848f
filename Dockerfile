# The bot as an image: packages from the locked list, then the program, and nothing that builds or tests it.
# It writes nowhere but in /data, so it runs with a read-only root:
#   docker run --read-only --cap-drop ALL --security-opt no-new-privileges -v privacybot:/data
#     -v /etc/privacybot/organisation.toml:/config/organisation.toml:ro --env-file /etc/privacybot/privacybot.env ...
# What is copied and how it is set is checked by tests/deploy/test_image.py; `make image-check` carries its steps out.
FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt /build/requirements.txt
RUN python -m venv /opt/venv
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --only-binary :all: --require-hashes -r /build/requirements.txt

FROM python:3.11-slim-bookworm
RUN groupadd --system --gid 10001 privacybot && useradd --system --uid 10001 --gid 10001 --home-dir /nonexistent --no-create-home privacybot
RUN install -d -m 0750 -o 10001 -g 10001 /data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY app.py ./
COPY cards cards
COPY state_machines state_machines
COPY cases cases
COPY dialogs dialogs
COPY storage storage
COPY bot bot
# Else each start would compile all of it again, for it may not write here.
RUN /opt/venv/bin/python -m compileall -q .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PRIVACYBOT_HOST=0.0.0.0 \
    PRIVACYBOT_PORT=3978 \
    PRIVACYBOT_STORE=sqlite:/data/privacybot.db \
    PRIVACYBOT_ORGANISATION=/config/organisation.toml
USER 10001:10001
VOLUME /data
EXPOSE 3978
STOPSIGNAL SIGTERM
# Alive, not ready: a store that is away is no reason to kill what waits for it.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['PRIVACYBOT_PORT'] + '/health/live', timeout=4).read()"]
ENTRYPOINT ["python", "app.py"]
