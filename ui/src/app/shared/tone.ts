import { SignatureState } from '@cream/proto/console';
import { CycleStatus, RunStatus } from '@cream/proto/cycle';
import { Action, Answer, CheckVerdict, Stance } from '@cream/proto/decision';
import { PatternDirection } from '@cream/proto/knowledge';
import { OrderStatus, TradingStateKind } from '@cream/proto/trading';

/** The class of a badge. Colour never carries meaning alone: the badge's words do. */
export type Tone = 'good' | 'bad' | 'warn' | 'info' | '';

export function cycleTone(status: CycleStatus): Tone {
  if (status === CycleStatus.COMPLETED) return 'good';
  if (status === CycleStatus.FAILED) return 'bad';
  return status === CycleStatus.RUNNING ? 'info' : '';
}

export function runTone(status: RunStatus): Tone {
  if (status === RunStatus.COMPLETED) return 'good';
  return status === RunStatus.FAILED ? 'bad' : 'info';
}

export function actionTone(action: Action): Tone {
  switch (action) {
    case Action.BUY:
    case Action.INCREASE:
      return 'good';
    case Action.SELL:
    case Action.CLOSE:
    case Action.REDUCE:
      return 'warn';
    default:
      return '';
  }
}

export function stanceTone(stance: Stance): Tone {
  if (stance === Stance.BULLISH) return 'good';
  return stance === Stance.BEARISH ? 'bad' : '';
}

export function directionTone(direction: PatternDirection): Tone {
  if (direction === PatternDirection.BULLISH) return 'good';
  return direction === PatternDirection.BEARISH ? 'bad' : '';
}

export function answerTone(answer: Answer): Tone {
  return answer === Answer.APPROVE ? 'good' : 'bad';
}

export function checkTone(verdict: CheckVerdict): Tone {
  if (verdict === CheckVerdict.PASS) return 'good';
  return verdict === CheckVerdict.WARN ? 'warn' : 'bad';
}

export function signatureTone(state: SignatureState): Tone {
  return state === SignatureState.VALID ? 'good' : 'bad';
}

export function orderTone(status: OrderStatus): Tone {
  switch (status) {
    case OrderStatus.FILLED:
      return 'good';
    case OrderStatus.REJECTED:
    case OrderStatus.UNCONFIRMED:
      return 'bad';
    case OrderStatus.CANCELED:
    case OrderStatus.EXPIRED:
      return '';
    default:
      return 'info';
  }
}

export function tradingStateTone(state: TradingStateKind): Tone {
  if (state === TradingStateKind.ACTIVE) return 'good';
  return state === TradingStateKind.REDUCING ? 'warn' : 'bad';
}
