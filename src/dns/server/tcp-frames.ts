/** Messages on a stream: each behind two bytes that say how long it is. */

export function framed(message: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(message.length + 2);
  frame.writeUInt16BE(message.length, 0);
  message.copy(frame, 2);
  return frame;
}

/** Takes chunks as they come, gives messages as they are asked for. */
export class FrameReader {
  #parts: Buffer[] = [];
  #length = 0;

  push(chunk: Buffer): void {
    this.#parts.push(chunk);
    this.#length += chunk.length;
  }

  /** The next that is complete; shares memory with what was pushed. */
  take(): Buffer | undefined {
    if (this.#length < 2) return undefined;
    if (this.#parts[0]!.length < 2) this.#join();
    const end = 2 + this.#parts[0]!.readUInt16BE(0);
    if (this.#length < end) return undefined;
    if (this.#parts[0]!.length < end) this.#join();
    const all = this.#parts[0]!;
    if (all.length === end) this.#parts.shift();
    else this.#parts[0] = all.subarray(end);
    this.#length -= end;
    return all.subarray(2, end);
  }

  #join(): void {
    this.#parts = [Buffer.concat(this.#parts)];
  }
}
