/** Bounds of an import file: far above a district's real files, far below what would harm the process. */
const mebibyte = 1024 * 1024;

export const maxFileBytes = 64 * mebibyte;
export const maxUnpackedBytes = 320 * mebibyte;
export const maxEntries = 2_000;
/** Deflate reaches about 1,030; sheets of real data stay under 60. */
export const maxRatio = 200;
/** Small parts may compress better than `maxRatio` without meaning anything. */
export const ratioCheckedFromBytes = 4 * mebibyte;
export const maxSheets = 100;
export const maxRows = 300_000;
export const maxColumns = 600;
export const maxHeaderDepth = 40;
export const maxRecordCharacters = 1_000_000;
