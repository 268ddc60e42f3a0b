/** The system's file dialogs, modal to the window. Paths stay here. */
import { dialog, type BrowserWindow, type FileFilter } from 'electron';
import type { Purpose } from './purposes.ts';

function filtersOf(purpose: Purpose): FileFilter[] {
  return purpose.filters.map(({ name, extensions }) => ({ name, extensions: [...extensions] }));
}

/** The chosen path, or `undefined` when the user cancelled. */
export async function chooseExisting(window: BrowserWindow, purpose: Purpose): Promise<string | undefined> {
  const properties = purpose.key === 'folder' ? (['openDirectory', 'createDirectory', 'dontAddToRecent'] as const) : (['openFile', 'dontAddToRecent'] as const);
  const answer = await dialog.showOpenDialog(window, { title: purpose.title, filters: filtersOf(purpose), properties: [...properties] });
  return answer.canceled ? undefined : answer.filePaths[0];
}

/** Where to write. The dialog itself asks before an existing file is replaced. */
export async function chooseTarget(window: BrowserWindow, purpose: Purpose, suggestedName: string): Promise<string | undefined> {
  const answer = await dialog.showSaveDialog(window, {
    title: purpose.title,
    defaultPath: suggestedName,
    filters: filtersOf(purpose),
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  });
  return answer.canceled || answer.filePath === '' ? undefined : answer.filePath;
}
