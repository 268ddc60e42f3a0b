/** What a class teacher is asked: the fields of the entry that matter here, in the order in which they are quickest to answer. */
import { definitionOf } from '../../../domain/events/registry.ts';
import { emptyValues, type FieldModel, type Values } from '../../forms/field-model.ts';
import { fieldsOf } from '../../forms/from-schema.ts';

export type ReportKind = 'lead' | 'observation' | 'decision';

export const entryOf = { lead: 'lead_added', observation: 'class_observed', decision: 'decision_carried_out' } as const;

const asked: Readonly<Record<ReportKind, { readonly first: readonly string[]; readonly more: readonly string[] }>> = {
  lead: { first: ['summary', 'immediateDanger', 'foundAt'], more: ['crisisTypes'] },
  decision: { first: ['result'], more: [] },
  observation: { first: ['cues', 'behaviour', 'days', 'urgent'], more: ['disclosed', 'mood', 'environment', 'action', 'source'] },
};

export type ReportFields = { readonly first: readonly FieldModel[]; readonly more: readonly FieldModel[] };

/** `first` is asked at once, `more` when somebody has more to say. */
export function reportFieldsOf(kind: ReportKind): ReportFields {
  const fields = fieldsOf(definitionOf(entryOf[kind]).payload);
  const named = (keys: readonly string[]) => keys.flatMap((key) => fields.filter((field) => field.key === key));
  return { first: named(asked[kind].first), more: named(asked[kind].more) };
}

/** An untouched report, with what is known of who writes it, or of which decision was carried out. */
export function startReport(kind: ReportKind, known: { readonly userName: string; readonly obligationId: string | null }): Values {
  const { first, more } = reportFieldsOf(kind);
  return emptyValues([...first, ...more], knownOf(kind, known));
}

function knownOf(kind: ReportKind, { userName, obligationId }: { readonly userName: string; readonly obligationId: string | null }): Values {
  switch (kind) {
    case 'lead':
      return { channel: 'class_teacher', reportedBy: userName, sourceRefs: [] };
    case 'observation':
      return { source: 'class_teacher', days: 1 };
    case 'decision':
      return { obligationId, documentId: null };
  }
}
