import type { LibraryId } from './ids.ts';
import type { Role, RoleGrant, RolePlace } from './roles.ts';
import { askForRoles, hasRole, roles } from './roles.ts';
import { t } from '../words/words.ts';

const circulation = 'circulation-desk-operator';
const fulfillment = 'fulfillment-services-operator';
const requests = 'requests-operator';

type StepFacts = {
  /** What staff read in a history: in the past tense. */
  readonly label: string;
  /** What staff read where they may not: `<doing> needs the role …`. */
  readonly doing: string;
  /** Any of these roles may take the step, and take it back. */
  readonly roles: readonly Role[];
  /**
   * Taken with the item in hand: then the role at the desk where it is will do, whosever request it is. An item that lies on
   * the wrong desk must be able to go where it belongs.
   */
  readonly inHand?: true;
  /** No status depends on it: it may come later than a step that is taken back, and stay. */
  readonly besideTheLifecycle?: true;
};

/** Every step that staff take on a request, as data. */
export const stepKinds = {
  receive: {
    label: t('common.received'),
    doing: t('steps.receivingItems'),
    roles: [fulfillment],
    inHand: true,
  },
  'finish-receiving': {
    label: t('steps.receivingEnded'),
    doing: t('steps.receivingItems'),
    roles: [fulfillment],
    inHand: true,
  },
  'print-return-slip': {
    label: t('steps.returnSlipPrinted'),
    doing: t('steps.printingAReturnSlip'),
    roles: [circulation, fulfillment],
    inHand: true,
    besideTheLifecycle: true,
  },
  lend: { label: t('steps.lentToThePatron'), doing: t('common.lending'), roles: [circulation] },
  'renew-loan': {
    label: t('steps.loanRenewed'),
    doing: t('steps.renewingFromThePatronsLoans'),
    roles: [circulation],
  },
  'patron-renewal': {
    label: t('steps.renewedByThePatron'),
    doing: t('steps.applyingARenewalByThePatron'),
    roles: [circulation, fulfillment],
  },
  'request-renewal': { label: t('common.renewal'), doing: t('steps.renewingARequest'), roles: [fulfillment] },
  return: {
    label: t('steps.returnedToThePartner'),
    doing: t('steps.returningItems'),
    roles: [circulation],
    inHand: true,
  },
  'return-at-other-desk': {
    label: t('common.broughtBack'),
    doing: t('steps.returningItems'),
    roles: [circulation],
    inHand: true,
  },
  'scan-in': {
    label: t('steps.scannedIn'),
    doing: t('steps.scanningInItems'),
    roles: [circulation, requests],
    inHand: true,
  },
  'conditional-reply': {
    label: t('common.conditionAnswered'),
    doing: t('steps.answeringACondition'),
    roles: [fulfillment],
  },
  cancel: { label: t('common.cancelled'), doing: t('steps.cancellingRequests'), roles: [fulfillment] },
  'lender-answer': {
    label: t('steps.partnersAnswerRecorded'),
    doing: t('steps.recordingAnAnswerOfAPartner'),
    roles: [fulfillment],
  },
  'claim-parcel': { label: t('common.claimed'), doing: t('steps.claimingAParcel'), roles: [fulfillment] },
  'ask-next-partner': {
    label: t('steps.nextPartnerAsked'),
    doing: t('steps.askingAnotherPartner'),
    roles: [fulfillment],
  },
  'receive-digitally': {
    label: t('common.receivedDigitally'),
    doing: t('steps.receivingAFile'),
    roles: [fulfillment],
  },
  'withdraw-cancellation': {
    label: t('common.cancellationWithdrawn'),
    doing: t('steps.withdrawingACancellation'),
    roles: [fulfillment],
  },
  'withdraw-renewal': {
    label: t('common.renewalWithdrawn'),
    doing: t('steps.withdrawingARenewal'),
    roles: [fulfillment],
  },
  'refuse-renewal': {
    label: t('common.renewalRefused'),
    doing: t('steps.refusingARenewal'),
    roles: [fulfillment],
  },
  'complete-by-hand': {
    label: t('steps.completedByHand'),
    doing: t('steps.completingARequest'),
    roles: [fulfillment],
  },
  'report-found': {
    label: t('common.found'),
    doing: t('steps.reportingThatItIsFound'),
    roles: [circulation, fulfillment],
  },
  'settle-loss': {
    label: t('common.lossOrDamageSettled'),
    doing: t('steps.settlingLossOrDamage'),
    roles: [fulfillment],
  },
  'report-lost': {
    label: t('steps.reportedLost'),
    doing: t('steps.reportingALoss'),
    roles: [circulation, fulfillment],
  },
  'report-damaged': {
    label: t('steps.reportedDamaged'),
    doing: t('steps.reportingDamage'),
    roles: [circulation, fulfillment],
  },
  'add-note': {
    label: t('common.noteAdded'),
    doing: t('steps.writingNotes'),
    roles: [circulation, fulfillment, requests],
    besideTheLifecycle: true,
  },
  'dismiss-note': {
    label: t('common.noteDealtWith'),
    doing: t('steps.dealingWithNotes'),
    roles: [fulfillment],
    besideTheLifecycle: true,
  },
  'keep-ours': {
    label: t('steps.keptWhatStandsHere'),
    doing: t('steps.settlingConflictsWithFiles'),
    roles: [fulfillment],
    besideTheLifecycle: true,
  },
  'take-from-file': {
    label: t('steps.takenFromAFile'),
    doing: t('steps.settlingConflictsWithFiles'),
    roles: [fulfillment],
  },
  'create-request': {
    label: t('steps.requestCreated'),
    doing: t('steps.creatingRequests'),
    roles: [fulfillment],
  },
  'edit-request': {
    label: t('steps.requestChanged'),
    doing: t('steps.changingRequests'),
    roles: [fulfillment],
  },
  'extend-rota': { label: t('steps.partnersAdded'), doing: t('steps.changingTheRota'), roles: [fulfillment] },
  'send-request': {
    label: t('steps.sentToThePartner'),
    doing: t('steps.sendingRequests'),
    roles: [fulfillment],
  },
  'handle-letter': {
    label: t('steps.letterDealtWith'),
    doing: t('steps.dealingWithLetters'),
    roles: [fulfillment],
  },
  undo: {
    label: t('common.undone'),
    doing: t('steps.undoingAStep'),
    roles: [circulation, fulfillment, requests],
  },
} as const satisfies Record<string, StepFacts>;

export type StepKind = keyof typeof stepKinds;

/** Whether the kind is one that we know. */
export const isStepKind = (kind: string): kind is StepKind => Object.hasOwn(stepKinds, kind);

/** Whether one of the roles of a step is somewhere among the grants. */
export const mayAnywhere = (kind: StepKind, grants: readonly RoleGrant[]): boolean => {
  const any: readonly Role[] = stepKinds[kind].roles;
  return grants.some(({ role }) => any.includes(role));
};

/** Whether a step is taken with the item in hand. */
export const isInHand = (kind: StepKind): boolean => {
  const facts: StepFacts = stepKinds[kind];
  return facts.inHand === true;
};

/** Whether a step may come later than one that is taken back, and stay. An unknown kind may not. */
export const isBesideTheLifecycle = (kind: string): boolean => {
  const facts: StepFacts | undefined = isStepKind(kind) ? stepKinds[kind] : undefined;
  return facts?.besideTheLifecycle === true;
};

/** The label of a step in a history; an unknown kind is shown as it is. */
export const stepLabel = (kind: string): string => (isStepKind(kind) ? stepKinds[kind].label : kind);

/** The library to which a request belongs: that of its pickup desk; without one, the library where it was made. */
export type Home = { readonly id: LibraryId; readonly name: string };

/** The library of a row that names it; null where it names none. */
export const homeOf = (
  row: { readonly libraryId: LibraryId | null; readonly libraryName: string } | undefined,
): Home | null =>
  row === undefined || row.libraryId === null ? null : { id: row.libraryId, name: row.libraryName };

const rolesInWords = (any: readonly Role[]): string =>
  any.map((role) => roles[role].label).join(t('common.or'));

const missing = (kind: StepKind, where: string): string =>
  t('steps.needsTheRoleFor', {
    doing: stepKinds[kind].doing,
    rolesIn: rolesInWords(stepKinds[kind].roles),
    where,
    askForRoles,
  });

/**
 * Whether an operator may take a step on a request: by a role at the library of the request, or, for a step with the item in
 * hand, by a role at the desk where they are.
 * @param here the desk at which the operator is.
 * @param home the library of the request; null for a step that is about none, or for a request that belongs to no library.
 * @returns null, or the sentence that says which role is missing.
 */
export const stepRoleRefusal = (
  kind: StepKind,
  grants: readonly RoleGrant[],
  here: RolePlace,
  home: Home | null,
): string | null => {
  const any: readonly Role[] = stepKinds[kind].roles;
  const inHand = isInHand(kind);
  const mayAt = (at: RolePlace): boolean => any.some((role) => hasRole(grants, role, at));
  const isHere = home === null || home.id === here.libraryId;
  if ((isHere || inHand) && mayAt(here)) return null;
  if (home && mayAt({ libraryId: home.id, deskId: here.deskId })) return null;
  const [only] = any;
  const scope = any.length === 1 && only !== undefined ? roles[only].scope : 'desk';
  return missing(
    kind,
    isHere || inHand ? `this ${scope}` : t('steps.toWhichThisRequestBelongs', { homeName: home.name }),
  );
};

/**
 * Whether an operator may take a step back: by its role at the desk where it was taken. Who took it may take it back as long as
 * they could take it still.
 * @param taken where and by whom the step was taken.
 * @returns null, or the sentence that says which role is missing.
 */
export const undoRoleRefusal = (
  kind: StepKind,
  grants: readonly RoleGrant[],
  taken: {
    readonly at: RolePlace;
    readonly deskName: string;
    readonly isOwn: boolean;
    readonly home: Home | null;
  },
): string | null => {
  const any: readonly Role[] = stepKinds[kind].roles;
  if (any.some((role) => hasRole(grants, role, taken.at))) return null;
  if (taken.isOwn && stepRoleRefusal(kind, grants, taken.at, taken.home) === null) return null;
  return missing(kind, t('steps.whereThisStepWasTaken', { deskName: taken.deskName }));
};
