import type { SameKeys } from '../words.ts';
import type { caseWork as chinese } from '../zh/case-work.ts';

export const caseWork = {
  board: {
    waiting: 'Waiting',
    office: 'Clocks of the office',
    stepIn: 'You have to step in',
    escalated: 'Escalated to you',
    handovers: 'Cases to take over',
    estimated: 'Calendar not published: reckoned in calendar days',
    counted: '{{counted}} / {{wanted}}',
    openedBy: 'Because of',
    because: 'Conditions',
    tried: 'Tried',
    notTried: 'nothing yet',
    not: 'not: {{fact}}',
    fieldIs: '{{field}} = {{value}}',
    byOthers: 'Done by others: {{what}}',
    snooze: 'Put off',
    wait: 'Waiting for others',
    openCase: 'Open case',
  },
  saved: { moved: 'Moved', opened: 'New', next: 'next before {{at}}', due: 'before {{at}}' },
  recording: {
    noGrade: 'grade not discussed',
    agreesToClose: 'agrees to close',
    signers: '{{count}} signed',
  },
  contact: {
    quick: 'Quick contact',
    quickSearch: 'Name, pinyin or initials of the pupil',
    quickHint: 'Enter records a contact with the guardian, Shift+Enter with the pupil; ↑↓ choose.',
    unreached: 'Nobody reached',
    attempt: 'What was tried',
    suspected: 'A guardian is suspected of harm and cannot be contacted.',
    clockRight: 'This clock is right, save',
    notNow: 'This entry cannot be made in the case now.',
  },
} as const satisfies SameKeys<typeof chinese>;
