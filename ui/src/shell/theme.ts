/** Light, dark, of high contrast, or as the machine has it; kept from visit to visit. */
import { useSyncExternalStore } from 'react';
import './contrast.css';

export type Theme = 'light' | 'dark' | 'system' | 'contrast';
export const themes: readonly Theme[] = ['system', 'light', 'dark', 'contrast'];
const kept = 'altiplano.theme';
const machine = window.matchMedia('(prefers-color-scheme: dark)');
const wantsContrast = window.matchMedia('(prefers-contrast: more)');
let theme = themes.find((each) => each === localStorage.getItem(kept)) ?? 'system';
const listeners = new Set<() => void>();

function apply(): void {
  const isDark = theme === 'dark' || (theme !== 'light' && machine.matches);
  const isContrast = theme === 'contrast' || (theme === 'system' && wantsContrast.matches);
  document.documentElement.classList.toggle('high-contrast', isContrast);
  document.documentElement.classList.toggle('pf-v6-theme-dark', isDark);
  for (const listener of listeners) listener();
}
machine.addEventListener('change', apply);
wantsContrast.addEventListener('change', apply);
apply();

export function setTheme(chosen: Theme): void {
  theme = chosen;
  localStorage.setItem(kept, chosen);
  apply();
}

export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => theme,
  );
}
