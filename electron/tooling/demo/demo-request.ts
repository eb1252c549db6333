/** A request as a library file holds it. */
export type DemoLoan = { readonly loanedOn: string; readonly dueOn: string; readonly endedOn?: string };
export type DemoItem = {
  readonly barcode: string;
  readonly status: string;
  readonly receivedAt: string;
  readonly desk: string;
  readonly loan?: DemoLoan;
};
export type DemoNote = {
  readonly from: 'partner' | 'staff';
  readonly text: string;
  readonly active: boolean;
  readonly createdAt: string;
};
export type DemoCondition = { readonly reason: string; readonly note: string; readonly replyBy?: string };
export type DemoRequest = {
  readonly externalId: string;
  readonly title: string;
  readonly author: string;
  readonly format: 'physical' | 'digital';
  readonly patron: string;
  readonly pickup: string;
  readonly rota: readonly string[];
  readonly activePartner?: string;
  readonly status: string;
  readonly dueOn?: string;
  readonly createdAt: string;
  readonly volumes: number | null;
  readonly circulationNote?: string;
  readonly cost?: string;
  readonly notes?: readonly DemoNote[];
  readonly condition?: DemoCondition;
  readonly items?: readonly DemoItem[];
};
