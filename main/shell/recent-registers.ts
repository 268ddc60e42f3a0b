/** Register folders to offer on the unlock page: what was asked for at start or chosen in this run, then what was opened before. */
import { readSettings, writeSettings } from './settings.ts';

const most = 5;

export type RecentRegisters = {
  readonly list: () => readonly string[];
  /** The folder was chosen: offered until the program ends. */
  readonly noteChosen: (folder: string) => void;
  /** The folder was opened: offered at the next start too. */
  readonly noteOpened: (folder: string) => void;
};

export function createRecentRegisters(settingsPath: string, atStart: string | undefined): RecentRegisters {
  let chosen: readonly string[] = atStart === undefined ? [] : [atStart];

  function noteChosen(folder: string): void {
    chosen = first(folder, chosen);
  }

  return {
    list: () => [...new Set([...chosen, ...readSettings(settingsPath).registers])].slice(0, most),
    noteChosen,
    noteOpened: (folder) => {
      noteChosen(folder);
      const settings = readSettings(settingsPath);
      writeSettings(settingsPath, { ...settings, registers: first(folder, settings.registers) });
    },
  };
}

function first(folder: string, others: readonly string[]): string[] {
  return [folder, ...others.filter((other) => other !== folder)].slice(0, most);
}
