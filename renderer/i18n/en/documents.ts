import type { documentTypes } from '../zh/documents.ts';

export const documents = {
  D01: 'Notification letter (to the school)',
  D02: 'Notification letter (to the parents)',
  D06: 'Filing form',
  D07: 'Intervention plan',
  D09: 'Weekly report / zero report',
  L01: 'List of overdue duties',
} as const satisfies Record<(typeof documentTypes)[number], string>;
