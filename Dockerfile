# One image for every service of the server size; docker-compose.yml names the command of each.
FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts ./scripts
RUN npm ci --ignore-scripts
COPY . .
RUN node node_modules/vite/bin/vite.js build --config ui/vite.config.ts

FROM node:26-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=root:root /app /app
# A new volume takes the owner of the folder it is mounted on.
RUN install -d -o node -g node -m 0700 /var/lib/kinmu /var/lib/kinmu-exports
USER node
EXPOSE 8080
CMD ["node", "reporting/src/main.ts"]
