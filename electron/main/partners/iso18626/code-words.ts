import { t } from '../../../../shared/words/words.ts';

/** Why a partner cannot lend, or not yet, by the codes of the standard and of CrossLink and ReShare. */
const reasons: Readonly<Record<string, string>> = {
  NonCirculating: t('It is not lent out.'),
  NotAvailableForILL: t('It is not lent to other libraries.'),
  NotHeld: t('The partner does not have it.'),
  NotOnShelf: t('It is not on the shelf.'),
  PolicyProblem: t('The partner’s rules do not allow it.'),
  PoorCondition: t('It is in poor condition.'),
  Duplicate: t('The partner already has this request.'),
  AtBindery: t('It is at the bindery.'),
  CostExceedsMaxCost: t('It costs more than our maximum.'),
  LoanPossible: t('It can be lent, but not copied.'),
  LoanCondition: t('The partner sets a condition.'),
  MustMeetLoanCondition: t('The partner sets a condition.'),
  MultiVolAvail: t('Only some volumes are available.'),
  NotCurrentAvailableForILL: t('It is not lent to other libraries at the moment.'),
  NotFoundAsCited: t('The citation was not found.'),
  OnLoan: t('It is on loan.'),
  OnOrder: t('It is on order.'),
  ReqDelDateNotPossible: t('It cannot arrive by the date that we need it.'),
  ReqEditionNotPossible: t('The edition is not available.'),
  ReqFormatNotPossible: t('The format is not available.'),
  ReqDelMethodNotSupp: t('The partner cannot deliver it this way.'),
  CourierNotSupp: t('The partner cannot deliver it this way.'),
  ReqPayMethodNotSupported: t('The partner cannot be paid this way.'),
  ReqServLevelNotSupp: t('The partner cannot send it that quickly.'),
  ReqServTypeNotPossible: t('The partner cannot supply it in the form we asked for.'),
  unavailable: t('It is not available.'),
  missing: t('It is missing.'),
  incorrect: t('The request contains an error.'),
  transfer: t('The partner has passed the request on to another library.'),
  other: t('The partner gave no reason.'),
};

/** Returns a code of a reason as a sentence; an unknown code is returned unchanged. */
export const reasonWords = (code: string): string =>
  Object.hasOwn(reasons, code) ? (reasons[code] ?? code) : code;
