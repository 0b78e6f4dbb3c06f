import { EntryKind } from '@cream/proto/cycle';
import { Role } from '@cream/proto/decision';
import { need } from '../cycle-state.js';
import { ask } from './ask.js';
import type { StepContext } from './step.js';

/** The three analysts read the briefing side by side. */
export async function analyze(context: StepContext): Promise<void> {
  const briefing = need(context.state.briefing, 'briefing');
  const { agents } = context.peers;
  const answers = await Promise.all([
    ask(context, Role.TECHNICAL, (call) => agents.technical.analyze({ briefing }, call)),
    ask(context, Role.NEWS, (call) => agents.news.analyze({ briefing }, call)),
    ask(context, Role.FUNDAMENTALS, (call) => agents.fundamentals.analyze({ briefing }, call)),
  ]);
  const reports = answers.flatMap((answer) => answer.reports);
  await context.write(reports.map((message) => ({ kind: EntryKind.REPORT, message })));
}
