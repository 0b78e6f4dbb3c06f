import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { program } from '../../cli/src/index.js';
import { AGENT_PROGRAM, roleOf, SERVICES, type TargetName } from '../../libs/runtime/src/services.js';
import type { ChartValues, Container, Manifest, NetworkPeer, NetworkRule } from './manifest.js';

const chart = fileURLToPath(new URL('../cream', import.meta.url));
const helm = fileURLToPath(new URL('../../.helm/helm', import.meta.url));
const names = Object.keys(SERVICES) as TargetName[];
const values = parse(readFileSync(`${chart}/values.yaml`, 'utf8')) as ChartValues;

describe('the values of the chart', () => {
  it('deploy every target of the system, and nothing else', () => {
    expect(Object.keys(values.services).sort()).toEqual([...names].sort());
  });

  it.each(names)('give %s the ports, calls, program and role that the code knows', (name) => {
    const { grpcPort, httpPort, calls } = SERVICES[name];
    const role = roleOf(name);
    const service = values.services[name];
    expect(service).toMatchObject({ grpcPort, httpPort, program: role === undefined ? name : AGENT_PROGRAM });
    expect(service?.role).toBe(role);
    expect([...(service?.calls ?? [])].sort()).toEqual([...calls].sort());
  });

  it('give a signing key to the two approvers alone, and their public keys to those who verify', () => {
    const having = (key: 'signs' | 'verifies') => names.filter((name) => values.services[name]?.[key]);
    expect(having('signs')).toEqual(['agent-risk-manager', 'agent-critic']);
    expect(having('verifies')).toEqual(['execution', 'orchestrator', 'gateway']);
  });

  it('keep a volume for every service that has tables', () => {
    const services = new URL('../../services/', import.meta.url);
    const withTables = names.filter((name) => existsSync(new URL(`${name}/migrations/`, services)));
    expect(names.filter((name) => values.services[name]?.storage !== undefined)).toEqual(withTables);
  });
});

describe.skipIf(!existsSync(helm))('the rendered chart (fetch helm with: node tools/helm.mjs version)', () => {
  let manifests: Manifest[] = [];
  beforeAll(() => {
    manifests = render();
  });

  it('tells each container the addresses of its callees and of nobody else', () => {
    for (const name of names) {
      const addresses = container(name).env.filter((entry) => entry.name.endsWith('_ADDR'));
      const expected = SERVICES[name].calls.map((callee) => ({
        name: `CREAM_${callee.toUpperCase().replaceAll('-', '_')}_ADDR`,
        value: `test-${callee}:${SERVICES[callee].grpcPort}`,
      }));
      expect(byName(addresses), name).toEqual(byName(expected));
    }
  });

  it('starts each program on its ports and its volume, open to the cluster', () => {
    for (const name of names) {
      const { args, env } = container(name);
      const role = roleOf(name);
      expect(args, name).toEqual(['serve', role === undefined ? name : AGENT_PROGRAM, '--data-dir', '/var/lib/cream']);
      const settings = Object.fromEntries(env.map((entry) => [entry.name, entry.value]));
      expect(settings, name).toMatchObject({
        CREAM_GRPC_HOST: '0.0.0.0',
        CREAM_HTTP_HOST: '0.0.0.0',
        CREAM_GRPC_PORT: String(SERVICES[name].grpcPort),
        CREAM_HTTP_PORT: String(SERVICES[name].httpPort),
      });
      expect(settings.CREAM_AGENT_ROLE, name).toBe(role);
    }
  });

  it('lets a service be reached by its callers only, on its gRPC port', () => {
    for (const name of names) {
      const callers: string[] = names.filter((caller) => SERVICES[caller].calls.includes(name));
      if (name === 'scheduler') callers.push('trigger');
      const rules = (policy(name).ingress ?? []).filter((rule) => rule.ports[0]?.port === SERVICES[name].grpcPort);
      expect(rules.flatMap((rule) => components(rule.from)).sort(), name).toEqual(callers.sort());
    }
  });

  it('lets a service open connections to its callees and to DNS only', () => {
    for (const name of names) {
      const rules = policy(name).egress ?? [];
      const targets = rules.flatMap((rule) => components(rule.to));
      expect(targets.sort(), name).toEqual([...SERVICES[name].calls].sort());
      const others = rules.filter((rule) => components(rule.to).length === 0);
      expect(others.flatMap(portsOf), name).toEqual(targets.length === 0 ? [] : [53, 53]);
    }
  });

  it('lets market-data out to its vendors when it is told to, with the keys of a Secret', () => {
    const told = 'services.market-data.secrets={vendor-keys},services.market-data.internet={443}';
    const rendered = render('--set', told);
    const of = (kind: string, name: string) =>
      rendered.find((one) => one.kind === kind && one.metadata.name === `test-${name}`);
    const [pod] = podSpecs(of('Deployment', 'market-data') ?? expect.fail('there is no Deployment'));
    expect(pod?.containers[0]?.envFrom).toEqual([{ secretRef: { name: 'vendor-keys' } }]);
    const egress = of('NetworkPolicy', 'market-data')?.spec.egress ?? [];
    expect(egress.map(portsOf)).toEqual([[443], [53, 53]]);
    expect(egress[0]?.to?.[0]?.ipBlock?.except).toContain('10.0.0.0/8');
    expect(of('NetworkPolicy', 'memory')?.spec.egress ?? []).toEqual([]);
    expect(container('market-data').envFrom).toBeUndefined();
  });

  it('denies the release all traffic that no rule allows', () => {
    const deny = find('NetworkPolicy', 'default-deny').spec;
    expect(deny).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cream', 'app.kubernetes.io/instance': 'test' } },
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  it('opens the console on HTTP and no other service', () => {
    const open = names.filter((name) =>
      (policy(name).ingress ?? []).flatMap(portsOf).includes(SERVICES[name].httpPort),
    );
    expect(open).toEqual(['gateway']);
  });

  it('runs every container under the restricted pod security standard', () => {
    const pods = manifests.flatMap((manifest) => podSpecs(manifest));
    expect(pods).toHaveLength(names.length + 1);
    for (const pod of pods) {
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      expect(pod.automountServiceAccountToken).toBe(false);
      for (const { securityContext } of [...pod.containers, ...(pod.initContainers ?? [])]) {
        expect(securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
      }
    }
  });

  it('asks the gRPC health protocol whether a service is ready, and the gateway by HTTP', () => {
    for (const name of names) {
      const expected =
        name === 'gateway'
          ? { httpGet: { path: '/readyz', port: 'http' } }
          : { grpc: { port: SERVICES[name].grpcPort } };
      expect(container(name).readinessProbe, name).toMatchObject(expected);
    }
  });

  it('mounts a signing key in the pod of its role alone', () => {
    const secrets = manifests.flatMap(podSpecs).flatMap((pod) => pod.volumes ?? []);
    expect(secrets.flatMap((volume) => volume.secret?.secretName ?? []).sort()).toEqual([
      'cream-signing-key-critic',
      'cream-signing-key-risk-manager',
    ]);
  });

  it('never runs two writers of one database', () => {
    for (const name of names.filter((each) => values.services[each]?.storage !== undefined)) {
      expect(find('Deployment', name).spec, name).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
      expect(find('PersistentVolumeClaim', name).spec, name).toMatchObject({ accessModes: ['ReadWriteOnce'] });
    }
  });

  it('gives every service a headless Service, an account without a token and a disruption budget', () => {
    for (const name of names) {
      expect(find('Service', name).spec, name).toMatchObject({ clusterIP: 'None' });
      expect(find('ServiceAccount', name).automountServiceAccountToken, name).toBe(false);
      expect(find('PodDisruptionBudget', name).spec, name).toMatchObject({ maxUnavailable: 1 });
    }
  });

  it('triggers by New York time, one run at a time', () => {
    expect(find('CronJob', 'trigger').spec).toMatchObject({
      timeZone: 'America/New_York',
      concurrencyPolicy: 'Forbid',
    });
    const [{ args, env } = { args: [], env: [] }] = podSpecs(find('CronJob', 'trigger'))[0]?.containers ?? [];
    expect(args).toEqual(['trigger']);
    expect(env).toEqual([{ name: 'CREAM_SCHEDULER_ADDR', value: `test-scheduler:${SERVICES.scheduler.grpcPort}` }]);
    expect(values.services.scheduler?.env).toHaveProperty('CREAM_SCHEDULE_SYMBOLS');
    const without = render('--set', 'trigger.enabled=false');
    expect(without.some((manifest) => manifest.kind === 'CronJob')).toBe(false);
  });

  it('lets the trigger reach the scheduler and DNS, and nobody reach the trigger', () => {
    const { ingress, egress, podSelector } = policy('trigger');
    const labels = find('CronJob', 'trigger').spec.jobTemplate?.spec.template.metadata.labels;
    expect(podSelector?.matchLabels).toMatchObject({ 'app.kubernetes.io/component': 'trigger' });
    expect(labels).toMatchObject({ ...podSelector?.matchLabels });
    expect(ingress ?? []).toEqual([]);
    expect((egress ?? []).flatMap((rule) => components(rule.to))).toEqual(['scheduler']);
    expect((egress ?? []).flatMap(portsOf)).toEqual([SERVICES.scheduler.grpcPort, 53, 53]);
  });

  it('gives the command nothing but verbs and flags that it has', async () => {
    const lines = manifests.flatMap(podSpecs).flatMap((pod) => pod.containers.map(({ args }) => [...(args ?? [])]));
    expect(lines).toHaveLength(names.length + 1);
    for (const args of lines) {
      let called = 0;
      await program(async () => {
        called += 1;
      }).parseAsync(args, { from: 'user' });
      expect(called, args.join(' ')).toBe(1);
    }
  });

  it.each([
    ['a call to a service that is not there', 'services.risk.calls={nobody}', 'risk calls nobody, which is no service'],
    ['an agent without a role', 'services.agent-bull.role=null', 'role'],
    ['two pods on one database', 'services.risk.replicas=2', 'replicas'],
    ['a misspelled key', 'services.risk.grpcPrt=1', 'grpcPrt'],
    ['triggers by another clock', 'trigger.timeZone=UTC', 'timeZone'],
  ])('refuses %s', (_, setting, message) => {
    const { status, stderr } = spawnSync(helm, ['template', 'test', chart, '--set', setting], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain(message);
  });

  function find(kind: string, name: string): Manifest {
    const found = manifests.find((each) => each.kind === kind && each.metadata.name === `test-${name}`);
    if (found === undefined) throw new Error(`the chart renders no ${kind} for ${name}`);
    return found;
  }

  function container(name: TargetName): Container {
    const [first] = podSpecs(find('Deployment', name)).flatMap((pod) => pod.containers);
    if (first === undefined) throw new Error(`the Deployment of ${name} has no container`);
    return first;
  }

  function policy(name: string) {
    return find('NetworkPolicy', name).spec;
  }
});

function render(...args: string[]): Manifest[] {
  const text = execFileSync(helm, ['template', 'test', chart, ...args], { encoding: 'utf8' });
  return parseAllDocuments(text).map((document) => document.toJS() as Manifest);
}

function podSpecs({ kind, spec }: Manifest) {
  const template = kind === 'CronJob' ? spec.jobTemplate?.spec.template : spec?.template;
  return template === undefined ? [] : [template.spec];
}

/** The services that peers name by their component label; other peers name none. */
function components(peers: readonly NetworkPeer[] | undefined): string[] {
  return (peers ?? []).flatMap((peer) => peer.podSelector?.matchLabels?.['app.kubernetes.io/component'] ?? []);
}

function portsOf(rule: NetworkRule): number[] {
  return rule.ports.map(({ port }) => port);
}

function byName<T extends { readonly name: string }>(entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => a.name.localeCompare(b.name));
}
