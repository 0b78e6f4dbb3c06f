# The one image: `docker build -t cream .`, then `docker run cream serve risk`. Debian, because libSQL ships glibc binaries.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
# `install`, not `ci`: it keeps to the versions of the lock file and adds the binaries of this platform.
RUN npm install --no-save && npm run build
# Again with what the command needs at run time alone: no compilers, no console framework.
RUN find . -name node_modules -prune -exec rm -rf {} + \
  && npm install --no-save --omit=dev --ignore-scripts --workspace @cream/cli

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/LICENSE /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/proto proto
COPY --from=build /app/libs libs
COPY --from=build /app/services services
COPY --from=build /app/cli cli
COPY --from=build /app/ui/dist ui/dist
# Nobody in the image: files stay root's, the process may write below its data directory only.
RUN install -d -o 10001 -g 10001 -m 0700 /var/lib/cream
USER 10001:10001
WORKDIR /var/lib/cream
VOLUME /var/lib/cream
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/cli/bin/cream.mjs"]
CMD ["--help"]
