/** Which file names may travel: those that mean one and the same file on Windows, macOS and Linux. */

const maxPathCharacters = 200;
const maxDepth = 6;
const deviceNames = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
/** Control and format characters, the signs Windows reserves (a colon also means a drive or a hidden stream), private use and unassigned code points. */
const forbidden = /[\p{C}\p{Zl}\p{Zp}<>:"|?*\\]/u;

function isSafeSegment(segment: string): boolean {
  if (segment === '' || segment === '.' || segment === '..') return false;
  if (segment.startsWith(' ') || segment.endsWith(' ') || segment.endsWith('.')) return false;
  return !deviceNames.test(segment);
}

/** True for a relative path with forward slashes that names one file on every system. */
export function isSafePath(path: string): boolean {
  if (path.length > maxPathCharacters || forbidden.test(path) || path.normalize('NFC') !== path) return false;
  const segments = path.split('/');
  return segments.length <= maxDepth && segments.every(isSafeSegment);
}

/** Equal for names that some file system takes for the same file. */
export function collisionKeyOf(path: string): string {
  return path.normalize('NFKC').toLowerCase();
}
