# One image; the command decides which process it runs (docker-compose.yml).
FROM node:20.20-bookworm-slim AS build
WORKDIR /app
ENV ONNXRUNTIME_NODE_INSTALL=skip NEXT_TELEMETRY_DISABLED=1
COPY . .
RUN npm ci && npm run build && npm prune --omit=dev

FROM node:20.20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production GRADUS_HOME=/var/lib/gradus
RUN mkdir -p /var/lib/gradus /var/lib/gradus-keys && chown node:node /var/lib/gradus /var/lib/gradus-keys
COPY --from=build --chown=node:node /app /app
USER node
EXPOSE 3000 8080
CMD ["node", "apps/web/dist/server.js"]
