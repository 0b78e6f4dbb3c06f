import { millis, timestamp } from '@cream/domain';
import { Code, ConnectError, createServiceClient, createWireTransport } from '@cream/grpc';
import { CycleStatus, SchedulerService, type TriggerResponse, Workflow } from '@cream/proto/cycle';
import { addressOf, SERVICES } from '@cream/runtime';
import { environment } from '../cli.config.js';
import { isDate } from '../dates.js';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';
import type { Output } from '../output.js';

export interface TriggerFlags {
  readonly slot?: string;
  readonly address?: string;
  readonly timeout: number;
}

const TRADING_CYCLE = 'trading-cycle';
const WORKFLOWS: ReadonlyMap<string, Workflow> = new Map([[TRADING_CYCLE, Workflow.TRADING_CYCLE]]);
const SLOT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** `cream trigger`: has the scheduler run the cycle of a slot. Nothing due is an answer, not a failure. */
export async function trigger(name: string | undefined, flags: TriggerFlags, out: Output): Promise<number> {
  const workflow = workflowOf(name ?? TRADING_CYCLE);
  const slot = slotOf(flags.slot);
  const address = schedulerAddress(flags.address);
  const transport = createWireTransport({ address, services: [SchedulerService] });
  try {
    const answer = await createServiceClient(SchedulerService, transport)
      .trigger(
        { workflow, ...(slot === undefined ? {} : { slot: timestamp(slot) }) },
        { timeoutMs: flags.timeout * 1000 },
      )
      .catch((error: unknown) => {
        throw unanswered(error, address, flags.timeout);
      });
    out.document(triggerDocument(name ?? TRADING_CYCLE, answer));
    out.line(triggerLine(answer));
    return 0;
  } finally {
    transport.close();
  }
}

function workflowOf(name: string): Workflow {
  const workflow = WORKFLOWS.get(name);
  if (workflow === undefined) {
    throw new UsageError(`there is no workflow ${shown(name)}: choose from ${[...WORKFLOWS.keys()].join(', ')}`);
  }
  return workflow;
}

function slotOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  // The date apart: the platform reads 30 February as 1 March.
  const ms = SLOT.test(text) && isDate(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new UsageError(`--slot ${shown(text)} is not a time: write it as 2016-03-01T21:00:00Z`);
  return ms;
}

/** @throws UsageError, SettingsError */
function schedulerAddress(flag: string | undefined): string {
  if (flag === undefined) return addressOf('scheduler', environment());
  try {
    return addressOf('scheduler', { CREAM_SCHEDULER_ADDR: flag });
  } catch {
    throw new UsageError(`--address ${shown(flag)} is not host:port: write it as 127.0.0.1:50068`);
  }
}

/** What to tell when there is no answer; refusals of the scheduler pass as they are. */
function unanswered(error: unknown, address: string, timeoutSeconds: number): unknown {
  const { code, rawMessage } = ConnectError.from(error);
  if (code === Code.DeadlineExceeded) {
    return new Error(
      `the scheduler at ${address} did not answer within ${timeoutSeconds} s; the same slot can be triggered again`,
    );
  }
  if (code !== Code.Unavailable) return error;
  // A scheduler that answers puts the name of the service that failed before its words.
  if (SERVICES.scheduler.calls.some((callee) => rawMessage.startsWith(`${callee}: `)))
    return new Error(`the scheduler at ${address} cannot run the cycle: ${rawMessage}`);
  return new Error(
    `the scheduler at ${address} does not answer: start cream serve scheduler there, or name another place with --address (${connectionError(rawMessage)})`,
  );
}

/** The innermost error of a channel's message, such as `connect ECONNREFUSED 127.0.0.1:50068`. */
function connectionError(text: string): string {
  return text.replace(/^.*Last error: (Error: )?/, '').replace(/\. Resolution note:.*$/, '');
}

function triggerDocument(workflow: string, { summary, existed, notDue, nextSlot }: TriggerResponse) {
  return {
    workflow,
    outcome: summary === undefined ? 'NOT_DUE' : existed ? 'EXISTS' : 'RAN',
    cycle:
      summary === undefined
        ? null
        : {
            id: summary.cycleId,
            account: summary.accountId,
            slot: iso(millis(summary.slot)),
            status: CycleStatus[summary.status],
            reason: summary.reason,
          },
    notDue: summary === undefined ? notDue : null,
    nextSlot: nextSlot === undefined ? null : iso(millis(nextSlot)),
  };
}

function triggerLine({ summary, existed, notDue, nextSlot }: TriggerResponse): string {
  if (summary === undefined) {
    return `Nothing is due: ${notDue}${nextSlot === undefined ? '' : `. Next close: ${iso(millis(nextSlot))}`}`;
  }
  const slot = iso(millis(summary.slot));
  const ending = `${CycleStatus[summary.status]}${summary.reason === '' ? '' : `: ${summary.reason}`}`;
  return existed
    ? `The cycle of ${slot} exists already: ${summary.cycleId}, ${ending}`
    : `Ran cycle ${summary.cycleId} of ${slot}: ${ending}`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
