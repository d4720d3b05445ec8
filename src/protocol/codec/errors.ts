/**
 * What goes wrong when bytes or JSON do not make a message. The text names the field by its path
 * from the outermost message, so that whoever sent it can find it.
 */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

/** A message that may not be written: a required field is missing or a value is of the wrong kind. */
export class EncodeError extends Error {
  override readonly name = 'EncodeError';
}
