import type { Page } from '@playwright/test';

/** Presses keys and counts them, each key of a chord by itself. */
export function counted(page: Page) {
  let keys = 0;
  let actions = 0;
  return {
    press: async (chord: string) => {
      keys += chord.split('+').length;
      actions += 1;
      await page.keyboard.press(chord);
    },
    keys: () => keys,
    actions: () => actions,
  };
}
