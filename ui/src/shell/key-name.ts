/** A key as it is printed. */
export function keyName(key: string): string {
  if (key === 'Escape') return 'Esc';
  return /^[A-Z]$/.test(key) ? `Shift ${key.toLowerCase()}` : key;
}
