// What a call costs: processor time per unary call, in memory and over gRPC on loopback, at 64 calls in flight.
// Run on the build output: node bench/rpc.mjs [--json]
import 'reflect-metadata';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  controllersOf,
  createServiceClient,
  createWireTransport,
  handlersOf,
  MemoryNetwork,
  Rpc,
  WireServer,
} from '@cream/grpc';
import { AgentService, AnalyzeRequestSchema, AnalyzeResponseSchema } from '@cream/proto/decision';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

const IN_FLIGHT = 64;
const WARM_UP_CALLS = 2_000;
const ROUNDS = 5;
const asOf = timestampFromMs(Date.UTC(2016, 2, 1, 21));

class Analyst {
  analyze() {
    return answer;
  }
}
const answer = create(AnalyzeResponseSchema, {});
decorate(Analyst, AgentService.method.analyze);

/** What the TypeScript decorators would do. */
function decorate(controller, method) {
  const descriptor = Object.getOwnPropertyDescriptor(controller.prototype, method.localName);
  Rpc(method)(controller.prototype, method.localName, descriptor);
  Object.defineProperty(controller.prototype, method.localName, descriptor);
  Controller()(controller);
}

/** A briefing of so many facts: three are a small message, 100 are about 14 kB. */
function requestWith(facts) {
  return create(AnalyzeRequestSchema, {
    briefing: {
      cycleId: '20160301T210000Z-0badcafe',
      asOf,
      symbols: ['AAPL'],
      facts: Array.from({ length: facts }, (_, index) => ({
        id: `f${index.toString(16).padStart(20, '0')}`,
        subject: 'AAPL',
        kind: 'indicator.realized_volatility_20',
        value: { case: 'decimal', value: { value: `${index}.531` } },
        unit: 'ratio',
        asOf,
        source: { service: 'technicals', ref: 'sma(20) over 320 daily bars' },
      })),
    },
  });
}

async function keepInFlight(calls, call) {
  let started = 0;
  const worker = async () => {
    while (started++ < calls) await call();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
}

const cpuMicros = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** The best of some rounds, in µs per call: noise of the machine only ever adds. */
async function measure(calls, call, othersMicros = async () => 0) {
  await keepInFlight(WARM_UP_CALLS, call);
  let best;
  for (let round = 0; round < ROUNDS; round++) {
    const [ownBefore, othersBefore] = [cpuMicros(), await othersMicros()];
    await keepInFlight(calls, call);
    const own = (cpuMicros() - ownBefore) / calls;
    const others = ((await othersMicros()) - othersBefore) / calls;
    if (!best || own + others < best.own + best.others) best = { own, others };
  }
  return best;
}

async function serve() {
  class Bench {}
  Module({ controllers: [Analyst] })(Bench);
  const server = new WireServer({ host: '127.0.0.1', port: 0, services: [AgentService], graceMs: 100 });
  const app = await NestFactory.createMicroservice(Bench, { strategy: server, logger: false });
  handlersOf(controllersOf(app));
  await app.listen();
  process.on('message', () => process.send({ micros: cpuMicros() }));
  process.on('disconnect', () => process.exit(0));
  process.send({ port: server.port });
}

function childServer() {
  const child = fork(fileURLToPath(import.meta.url), ['--serve']);
  const next = () => new Promise((resolve) => child.once('message', resolve));
  const micros = async () => {
    const reply = next();
    child.send('cpu');
    return (await reply).micros;
  };
  return { started: next(), micros, stop: () => child.disconnect() };
}

async function main() {
  const network = new MemoryNetwork();
  network.register('agent', handlersOf([new Analyst()]));
  const memory = createServiceClient(AgentService, network.transport('agent'));
  const child = childServer();
  const { port } = await child.started;
  const transport = createWireTransport({ address: `127.0.0.1:${port}`, services: [AgentService] });
  const wire = createServiceClient(AgentService, transport);

  const rows = [];
  for (const facts of [3, 100]) {
    const request = requestWith(facts);
    const bytes = toBinary(AnalyzeRequestSchema, request).length;
    const inMemory = await measure(50_000, () => memory.analyze(request));
    const overWire = await measure(5_000, () => wire.analyze(request), child.micros);
    rows.push({ transport: 'memory', bytes, clientMicros: inMemory.own, serverMicros: 0, totalMicros: inMemory.own });
    rows.push({
      transport: 'wire',
      bytes,
      clientMicros: overWire.own,
      serverMicros: overWire.others,
      totalMicros: overWire.own + overWire.others,
    });
  }
  transport.close();
  child.stop();
  report(rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, rounded(value)]))));
}

const rounded = (value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value);

function report(rows) {
  if (!process.argv.includes('--json')) console.table(rows);
  console.log(JSON.stringify({ benchmark: 'rpc', unit: 'CPU µs per call', inFlight: IN_FLIGHT, rows }));
}

if (process.argv.includes('--serve')) await serve();
else await main();
