# bumpgate in a container:
#   docker build -t bumpgate .
#   docker run --rm -v "$PWD:/work" bumpgate check old.tar.gz new.tar.gz
# `docker build --target test .` runs all tests.

FROM debian:12-slim AS build
WORKDIR /src
# Packages change seldom and have a layer of their own.
COPY dev ./
RUN ./dev setup && rm -rf /var/lib/apt/lists/*
COPY . .
# The demonstration gates a pair of its own and fails if the outcome is not the right one.
RUN ./dev run demo

FROM build AS test
RUN ./dev test

FROM debian:12-slim
RUN apt-get update -q && apt-get install -q -y --no-install-recommends \
        libarchive13 libfmt9 libisal2 libmagic1 libpugixml1v5 libre2-9 libspdlog1.10 libssl3 libtlsh0 libtomlplusplus3 \
        libutf8proc2 libxxhash0 libyaml-cpp0.7 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/build/release/bumpgate /usr/local/bin/bumpgate
COPY .github/action/entrypoint.sh /usr/local/bin/bumpgate-action
COPY LICENSE /usr/share/doc/bumpgate/LICENSE
RUN bumpgate demo >/dev/null
# By number, because it has to own nothing here. GitHub's own runners work as 1001: as this user the action can write
# reports into the workspace.
USER 1001:1001
WORKDIR /work
ENTRYPOINT ["bumpgate"]
CMD ["--help"]
