import type { Role, RoleGrant } from './roles.ts';
import { hasRole, roles } from './roles.ts';
import type { DeskId, LibraryId } from './ids.ts';

const circulation = 'circulation-desk-operator';
const fulfillment = 'fulfillment-services-operator';
const requests = 'requests-operator';

type StepFacts = {
  /** What staff read in a history: in the past tense. */
  readonly label: string;
  /** What staff read where they may not: `<doing> needs the role …`. */
  readonly doing: string;
  /** Any of these roles may take the step, and take it back. Source: product.md §4. */
  readonly roles: readonly Role[];
};

/** Every step that staff take on a request, as data. */
export const stepKinds = {
  receive: { label: 'Received', doing: 'Receiving items', roles: [fulfillment] },
  'finish-receiving': { label: 'Receiving ended', doing: 'Receiving items', roles: [fulfillment] },
  'print-return-slip': {
    label: 'Return slip printed',
    doing: 'Printing a return slip',
    roles: [circulation, fulfillment],
  },
  lend: { label: 'Lent to the patron', doing: 'Lending', roles: [circulation] },
  'renew-loan': { label: 'Loan renewed', doing: 'Renewing from the patron’s loans', roles: [circulation] },
  'patron-renewal': {
    label: 'Renewed by the patron',
    doing: 'Applying a renewal by the patron',
    roles: [circulation, fulfillment],
  },
  'request-renewal': { label: 'Renewal', doing: 'Renewing a request', roles: [fulfillment] },
  return: { label: 'Returned to the partner', doing: 'Returning items', roles: [circulation] },
  'return-at-other-desk': { label: 'Brought back', doing: 'Returning items', roles: [circulation] },
  'scan-in': { label: 'Scanned in', doing: 'Scanning in items', roles: [circulation, requests] },
  'conditional-reply': { label: 'Condition answered', doing: 'Answering a condition', roles: [fulfillment] },
  cancel: { label: 'Cancelled', doing: 'Cancelling requests', roles: [fulfillment] },
  'lender-answer': {
    label: 'Partner’s answer recorded',
    doing: 'Recording an answer of a partner',
    roles: [fulfillment],
  },
  'report-lost': { label: 'Reported lost', doing: 'Reporting a loss', roles: [circulation, fulfillment] },
  'report-damaged': {
    label: 'Reported damaged',
    doing: 'Reporting damage',
    roles: [circulation, fulfillment],
  },
  'add-note': { label: 'Note added', doing: 'Writing notes', roles: [circulation, fulfillment, requests] },
  'dismiss-note': { label: 'Note dealt with', doing: 'Dealing with notes', roles: [fulfillment] },
  'create-request': { label: 'Request created', doing: 'Creating requests', roles: [fulfillment] },
  'edit-request': { label: 'Request changed', doing: 'Changing requests', roles: [fulfillment] },
  'extend-rota': { label: 'Partners added', doing: 'Changing the rota', roles: [fulfillment] },
  'send-request': { label: 'Sent to the partner', doing: 'Sending requests', roles: [fulfillment] },
  'handle-letter': { label: 'Letter dealt with', doing: 'Dealing with letters', roles: [fulfillment] },
  undo: { label: 'Undone', doing: 'Undoing a step', roles: [circulation, fulfillment, requests] },
} as const satisfies Record<string, StepFacts>;

export type StepKind = keyof typeof stepKinds;

/** Whether the kind is one that we know. */
export const isStepKind = (kind: string): kind is StepKind => Object.hasOwn(stepKinds, kind);

/** The label of a step in a history; an unknown kind is shown as it is. */
export const stepLabel = (kind: string): string => (isStepKind(kind) ? stepKinds[kind].label : kind);

/**
 * Whether an operator may take a step at a desk.
 * @returns null, or the sentence that says which role is missing.
 */
export const stepRoleRefusal = (
  kind: StepKind,
  grants: readonly RoleGrant[],
  at: { readonly libraryId: LibraryId; readonly deskId: DeskId },
): string | null => {
  const { doing, roles: any } = stepKinds[kind];
  if (any.some((role) => hasRole(grants, role, at))) return null;
  const names = any.map((role) => roles[role].label).join(' or ');
  const [only] = any;
  const scope = any.length === 1 && only !== undefined ? roles[only].scope : 'desk';
  return `${doing} needs the role ${names} for this ${scope}. Contact the staff responsible for assigning user roles.`;
};
