/** What can be wrong with a template file. */

/** Where and why a template is refused; `line` counts from 1 in the whole file, 0 when the fault has no place. */
export type TemplateFault = { readonly code: TemplateFaultCode; readonly line: number; readonly detail: string };

export const templateFaultCodes = [
  'TEMPLATE_TOO_LARGE',
  'TEMPLATE_FRONT_MATTER',
  'TEMPLATE_UNKNOWN_FIELD',
  'TEMPLATE_DUPLICATE_FIELD',
  'TEMPLATE_UNKNOWN_SOURCE',
  'TEMPLATE_FIELD_TYPE',
  'TEMPLATE_UNKNOWN_DIRECTIVE',
  'TEMPLATE_UNCLOSED_DIRECTIVE',
  'TEMPLATE_DIRECTIVE_ARGUMENT',
  'TEMPLATE_BRACES',
  'TEMPLATE_MARKUP',
  'TEMPLATE_NO_SIGNATURE',
  'TEMPLATE_WAIVER',
  'TEMPLATE_DIAGNOSIS',
] as const;
export type TemplateFaultCode = (typeof templateFaultCodes)[number];
