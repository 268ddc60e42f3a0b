/** Short names of the documents that this version makes; the register's own titles stand beside them. */
export const documentTypes = ['D01', 'D02', 'D06', 'D07', 'D09', 'L01'] as const;

export const documents = {
  D01: '告知书（致学校）',
  D02: '告知书（致家长）',
  D06: '备案表',
  D07: '危机干预预案',
  D09: '周报 / 零报告',
  L01: '逾期事项清单',
} as const satisfies Record<(typeof documentTypes)[number], string>;
