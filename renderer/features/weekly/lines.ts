const order = ['caseNo', 'name', 'className', 'grade', 'situation', 'measures', 'medical', 'family', 'status', 'next', 'responsible'] as const;

/** Columns of a line in the order of the printed form. */
export function fieldOrder(line: Readonly<Record<string, unknown>>): readonly string[] {
  return order.filter((key) => Object.hasOwn(line, key));
}
