import { EntryKind } from '@cream/proto/cycle';
import { Role } from '@cream/proto/decision';
import { need } from '../cycle-state.js';
import { ask } from './ask.js';
import type { StepContext } from './step.js';

/** Bull and bear make their cases from the reports, then each answers the other's. Both rounds are recorded; the answers count. */
export async function debate(context: StepContext): Promise<void> {
  const briefing = need(context.state.briefing, 'briefing');
  const { reports } = context.state;
  const { agents } = context.peers;
  const [bull, bear] = await Promise.all([
    ask(context, Role.BULL, (call) => agents.bull.argue({ briefing, reports }, call)),
    ask(context, Role.BEAR, (call) => agents.bear.argue({ briefing, reports }, call)),
  ]);
  const [bullAnswer, bearAnswer] = await Promise.all([
    ask(context, Role.BULL, (call) => agents.bull.argue({ briefing, reports, opponent: bear.theses }, call)),
    ask(context, Role.BEAR, (call) => agents.bear.argue({ briefing, reports, opponent: bull.theses }, call)),
  ]);
  const theses = [...bull.theses, ...bear.theses, ...bullAnswer.theses, ...bearAnswer.theses];
  await context.write(theses.map((message) => ({ kind: EntryKind.THESIS, message })));
}
