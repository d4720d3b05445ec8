/** What a refusal shows of a body: enough to recognize one's own request; megabytes help nobody. */

const mostShownBytes = 4096;

export function shownBody(body: Uint8Array): string {
  const text = Buffer.from(body.subarray(0, mostShownBytes)).toString();
  return body.length > mostShownBytes ? `${text}...` : text;
}
