/**
 * Writing a message for others. One that cannot be written is a mistake of ours, and costs that
 * message: the sender logs the field that is wrong, and everything else goes on.
 */
import { type Result, failure, ok } from '../../foundation/result.ts';
import { EncodeError } from './errors.ts';
import type { MessageType } from './message.ts';

/** A failure names the type and the field. */
export function tryEncode<T extends object>(type: MessageType<T>, message: T): Result<Buffer> {
  try {
    return ok(type.encode(message));
  } catch (error) {
    if (!(error instanceof EncodeError)) throw error;
    return failure(`Cannot write ${type.typeName}: ${error.message}`);
  }
}

/** The same as JSON text, which shows fewer mistakes: a message that lacks what is required fails. */
export function tryJson<T extends object>(type: MessageType<T>, message: T): Result<Buffer> {
  try {
    return ok(Buffer.from(type.toJson(message)));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failure(`Cannot write ${type.typeName} as JSON: ${type.missing(message) || why}`);
  }
}
