/** What a lead says, whether it opens a case or joins one. */
import { CrisisType, crisisTypes, DiscoveryChannel } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { line, longText, optionalLine, SourceRef } from './fields.ts';

export const leadParts = {
  channel: DiscoveryChannel,
  reportedBy: line,
  foundAt: optionalLine,
  summary: longText,
  immediateDanger: z.boolean(),
  crisisTypes: z.array(CrisisType).max(crisisTypes.length),
  sourceRefs: z.array(SourceRef).max(20),
};

/** Danger is not among them: whoever sees none any more says so in an entry of its own. */
export const leadCorrectable = ['channel', 'reportedBy', 'foundAt', 'summary', 'crisisTypes'] as const;
