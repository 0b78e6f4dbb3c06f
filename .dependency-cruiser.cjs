/**
 * Who may import whom. A folder's package.json says what it uses; these rules say what it may never use.
 * Type-only imports count, except in cycles: what two services agree on belongs into proto.
 */

const PURE = '^libs/(domain|quant|simulation)/src/';
const outside = (...packages) => `(^|node_modules/)(${packages.join('|')})(/|$)`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-service-imports-a-service',
      comment: 'Services meet in proto. Tests may wire real neighbours together.',
      severity: 'error',
      from: { path: '^services/([^/]+)/', pathNot: '^services/[^/]+/test/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'only-the-command-composes-services',
      comment: 'cli is the composition root: libraries and contracts know no service.',
      severity: 'error',
      from: { path: '^(libs|proto)/' },
      to: { path: '^(services|cli)/' },
    },
    {
      name: 'nothing-imports-the-command',
      severity: 'error',
      from: { path: '^services/' },
      to: { path: '^cli/' },
    },
    {
      name: 'pure-libraries-have-no-frameworks',
      comment: 'Domain, quant and simulation are computed alike in every process: no server, no wire, no database.',
      severity: 'error',
      from: { path: PURE },
      to: { path: outside('@nestjs', '@grpc', '@connectrpc', '@libsql', 'grpc-health-check', 'pino', 'prom-client') },
    },
    {
      name: 'pure-libraries-have-no-shell-libraries',
      severity: 'error',
      from: { path: PURE },
      to: { path: '^libs/(grpc|runtime|storage|llm|testing)/' },
    },
    {
      name: 'pure-libraries-do-no-io',
      comment: 'Files, sockets, processes and timers are passed in by the shell, if at all.',
      severity: 'error',
      from: { path: PURE },
      to: {
        path: '^(node:)?(fs|net|http|http2|https|tls|dgram|dns|child_process|worker_threads|cluster|os|process|timers|readline|sqlite)(/|$)',
        dependencyTypes: ['core'],
      },
    },
    {
      name: 'contracts-use-protobuf-alone',
      severity: 'error',
      from: { path: '^proto/' },
      to: { pathNot: ['^proto/', outside('@bufbuild/protobuf')] },
    },
    {
      name: 'no-test-helpers-in-products',
      severity: 'error',
      from: { path: '^(services|cli|proto|libs/(?!testing/))[^.]*/src/' },
      to: { path: ['^libs/testing/', '/test/'] },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle makes the order of loading part of the program. Types are not loaded.',
      severity: 'error',
      from: { pathNot: '^proto/gen/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolvable',
      comment: 'An import that is not found is an import no rule has looked at.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Build outputs and generated code repeat what the sources say.
    exclude: { path: '(^|/)(dist|coverage)/' },
    tsPreCompilationDeps: true,
    // Workspace packages resolve to their sources, so that the rules see folders and not build output.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@cream/source', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
