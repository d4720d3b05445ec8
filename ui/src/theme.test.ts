/** Contrasts of the colours, computed from the tokens themselves (WCAG 2). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');

function tokensOf(block: string): Map<string, string> {
  return new Map(
    Array.from(block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g), ([, name, value]) => [
      name!,
      value!,
    ]),
  );
}
const [, light = '', dark = ''] = css.split(/:root(?:\.pf-v6-theme-dark)? \{/);
const more = readFileSync(new URL('./shell/contrast.css', import.meta.url), 'utf8');
const [, moreLight = '', moreDark = ''] = more.split(/:root[.\w-]*\.high-contrast \{/);
const themes = {
  light: tokensOf(light),
  dark: tokensOf(dark),
  'light high contrast': new Map([...tokensOf(light), ...tokensOf(moreLight)]),
  'dark high contrast': new Map([...tokensOf(dark), ...tokensOf(moreDark)]),
};

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(left: string, right: string): number {
  const [low, high] = [luminance(left), luminance(right)].toSorted((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

const surfaces = ['bg', 'panel', 'raised', 'hover'];
const tones = ['ok', 'progress', 'ending', 'attention', 'bad', 'neutral'];

describe.each(Object.entries(themes))('the %s theme', (name, tokens) => {
  const [leastText, leastLine] = name.endsWith('high contrast') ? [7, 4.5] : [4.5, 3];
  const worst = (token: string): number =>
    Math.min(...surfaces.map((surface) => contrast(tokens.get(token)!, tokens.get(surface)!)));

  it.each(['text', 'muted', 'link', ...tones.map((tone) => `${tone}-text`)])(
    'has %s that can be read on every surface',
    (token) => expect(worst(token)).toBeGreaterThanOrEqual(leastText),
  );
  it.each(['outline', ...tones.map((tone) => `${tone}-solid`)])(
    'has %s that can be seen on every surface',
    (token) => expect(worst(token)).toBeGreaterThanOrEqual(leastLine),
  );
  it.each(tones)('has words of %s that can be read on their tint', (tone) => {
    expect(contrast(tokens.get(`${tone}-text`)!, tokens.get(`${tone}-tint`)!)).toBeGreaterThan(
      leastText,
    );
    expect(contrast(tokens.get('text')!, tokens.get(`${tone}-tint`)!)).toBeGreaterThan(leastText);
  });
  it.each([
    ['on-link', 'link'],
    ['on-danger', 'danger'],
  ])('has %s that can be read on %s', (ink, ground) =>
    expect(contrast(tokens.get(ink)!, tokens.get(ground)!)).toBeGreaterThanOrEqual(4.5),
  );
});
