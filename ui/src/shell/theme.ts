/** Light, dark, or as the machine has it; kept from visit to visit. */
import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark' | 'system';
const kept = 'altiplano.theme';
const machine = window.matchMedia('(prefers-color-scheme: dark)');
let theme = (localStorage.getItem(kept) ?? 'system') as Theme;
const listeners = new Set<() => void>();

function apply(): void {
  const isDark = theme === 'dark' || (theme !== 'light' && machine.matches);
  document.documentElement.classList.toggle('pf-v6-theme-dark', isDark);
  for (const listener of listeners) listener();
}
machine.addEventListener('change', apply);
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
