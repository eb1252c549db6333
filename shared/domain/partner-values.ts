/** What staff edit in the record of a partner. The guide, Settings and the list of letters save these, and only these. */
export const partnerValueNames = [
  'code',
  'name',
  'address',
  'email',
  'phone',
  'renewsAutomatically',
  'cancelNeedsConsent',
  'active',
] as const;
export type PartnerValueName = (typeof partnerValueNames)[number];

/** Returns what staff edit of a record, as it is saved. */
export const partnerValuesOf = <R extends Readonly<Record<PartnerValueName, unknown>>>(
  record: R,
): Pick<R, PartnerValueName> =>
  Object.fromEntries(partnerValueNames.map((name) => [name, record[name]])) as Pick<R, PartnerValueName>;
