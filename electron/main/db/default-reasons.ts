import { t, type Translate } from '../../../shared/words/words.ts';

/** The standard cancellation reasons by their codes, in the words of a language. */
const reasons = (say: Translate): Readonly<Record<string, string>> => {
  const t = say;
  return {
    CancelledAtPatronRequest: t('Cancelled at the patron’s request'),
    CannotBeFulfilled: t('Cannot be fulfilled'),
    RequestedMaterialCannotBeLocated: t('The material cannot be located'),
    FailedToLocateSuppliers: t('No partner can supply it'),
    ItemAlreadyAvailable: t('We have it ourselves'),
    PurchaseRequest: t('We are trying to buy it'),
    NO_LONGER_NEEDED: t('The patron no longer needs it'),
    OUT_OF_TIME: t('It cannot arrive in time'),
    CONDITIONS: t('The partner’s conditions cannot be met'),
    COST: t('The cost is too high'),
    DUPLICATE: t('It was requested twice'),
    WRONG_CITATION: t('The citation is wrong or incomplete'),
    PATRON_BLOCKED: t('The patron cannot borrow at the moment'),
    OTHER: t('Another reason (see the note)'),
  };
};

/** Returns the SQL that gives the reasons of a new database the words of the language it is made in. Staff can change them. */
export const reasonsSql = (say: Translate = t): string =>
  Object.entries(reasons(say))
    .map(
      ([code, label]) =>
        `UPDATE cancellation_reason SET label = '${label.replaceAll("'", "''")}' WHERE code = '${code}';`,
    )
    .join('\n');
