/** A decision of an operator as an answer: empty once it is in force, else why it was refused. */
import { empty, refusal, type HttpResponse } from '../../foundation/http/index.ts';
import type { Outcome } from '../core/decisions.ts';

/** `decide` calls back, once, maybe later. */
export function answerOutcome(
  decide: (done: (outcome: Outcome) => void) => void,
): Promise<HttpResponse> {
  return new Promise((resolve) => {
    decide((outcome) => {
      resolve(outcome.ok ? empty() : refusal(outcome.error.status, outcome.error.message));
    });
  });
}
