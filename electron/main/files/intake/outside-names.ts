/**
 * What a row of another system's file says of people and places, by numbers, codes or names as it has them: it is looked up when the
 * row is stored, and what is not there is made. Empty: nothing.
 */
export type OutsideNames = {
  readonly patron: string;
  readonly patronName: string;
  readonly patronEmail: string;
  readonly partner: string;
  readonly partnerName: string;
  /** Whether it is the partner's turn; a row may tell of one that was asked before. */
  readonly partnerIsActive: boolean;
  /** Codes of the partners that are asked, one after the other. */
  readonly rota: readonly string[];
  readonly pickup: string;
  /** A request may stand in several rows, one for each of its partners. */
  readonly rowPerPartner: boolean;
};
