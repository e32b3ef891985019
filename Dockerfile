# syntax=docker/dockerfile:1
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /sipwhy ./cmd/sipwhy

# No shell and no package manager: certificates, time zones and one static binary.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /sipwhy /sipwhy
USER 65532:65532
# Inside a container loopback is nobody's: health and metrics are for the outside.
ENV SIPWHY_LISTEN=0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["/sipwhy", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/sipwhy"]
CMD ["serve"]
