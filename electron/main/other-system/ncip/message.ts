import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';
import { type Content, type Written, xmlOf } from '../../xml/write-xml.ts';

/** Who speaks to whom. The two agencies may be the same: the library speaks to its own system. */
export type NcipParties = {
  readonly fromAgency: string;
  readonly toAgency: string;
  /** The name of the profile under which the other system answers, such as the code of a partner in Alma; empty for none. */
  readonly profileType: string;
};

/** The barcode of the item. */
type OfItem = { readonly item: string };
/** The barcode of the patron's card. */
type OfUser = { readonly user: string };
/** When it happened at the desk: the other system records it, and does not decide whether it may. */
type Happened = { readonly at: Instant };

/** What we send to a library system, or ask it. */
export type NcipMessage =
  | (OfItem &
      OfUser & {
        readonly service: 'AcceptItem';
        readonly requestId: string;
        readonly title: string;
        /** Empty if it is unknown. */
        readonly author: string;
        readonly action: RequestedAction;
        /** Where the patron fetches it, as the other system calls the place; empty: it decides. */
        readonly pickupLocation: string;
        /** When the partner wants it back. */
        readonly dueOn: CalendarDate | null;
      })
  | (OfItem &
      OfUser &
      Happened & {
        readonly service: 'CheckOutItem';
        readonly requestId: string;
        readonly dueOn: CalendarDate | null;
      })
  | (OfItem & OfUser & { readonly service: 'RenewItem'; readonly dueOn: CalendarDate | null })
  | (OfItem & Happened & { readonly service: 'CheckInItem' })
  | (OfItem & { readonly service: 'RecallItem'; readonly dueOn: CalendarDate | null })
  | (OfUser & { readonly service: 'LookupUser' });
export type NcipService = NcipMessage['service'];

/** What the system does with an item that it accepts. */
export const requestedActions = ['Hold For Pickup', 'Hold For Pickup And Notify', 'Circulate'] as const;
export type RequestedAction = (typeof requestedActions)[number];

const namespace = 'http://www.niso.org/2008/ncip';
const version = 'http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd';

/**
 * Writes a message of NCIP 2.02. Elements have no prefix, but attributes need one: the schema qualifies them, and
 * strict systems refuse a plain version.
 * @param password ours, for the header; null for none
 */
export const writeNcip = (message: NcipMessage, parties: NcipParties, password: string | null): string =>
  xmlOf({
    name: 'NCIPMessage',
    attributes: { xmlns: namespace, 'xmlns:ncip': namespace, 'ncip:version': version },
    content: [element(message.service, [header(parties, password), ...partsOf(message, parties)])],
  });

const element = (name: string, content: Content): Written => ({ name, content });
/** An element that is left out if it has no text. */
const filled = (name: string, text: string): readonly Written[] =>
  text.trim() === '' ? [] : [element(name, text.trim())];

const header = ({ fromAgency, toAgency, profileType }: NcipParties, password: string | null): Written =>
  element('InitiationHeader', [
    element('FromAgencyId', [element('AgencyId', fromAgency)]),
    ...(password === null ? [] : [element('FromAgencyAuthentication', password)]),
    element('ToAgencyId', [element('AgencyId', toAgency)]),
    ...filled('ApplicationProfileType', profileType),
  ]);

/** The parts of a message in the order of the schema. */
const partsOf = (message: NcipMessage, { fromAgency, toAgency }: NcipParties): readonly Written[] => {
  const identified = (of: 'User' | 'Item', value: string): Written =>
    element(`${of}Id`, [
      element('AgencyId', toAgency),
      element(`${of}IdentifierType`, of === 'User' ? 'Barcode Id' : 'Barcode'),
      element(`${of}IdentifierValue`, value),
    ]);
  const requested = (requestId: string): Written =>
    element('RequestId', [element('AgencyId', fromAgency), element('RequestIdentifierValue', requestId)]);
  if (message.service === 'LookupUser')
    return [
      identified('User', message.user),
      ...userElements.map((wanted) => element('UserElementType', wanted)),
    ];
  const item = identified('Item', message.item);
  const happened = (at: Instant): Written => element('MandatedAction', [element('DateEventOccurred', at)]);
  switch (message.service) {
    case 'AcceptItem':
      return [
        requested(message.requestId),
        element('RequestedActionType', message.action),
        identified('User', message.user),
        item,
        ...dated('DateForReturn', message.dueOn),
        element('ItemOptionalFields', [
          element('BibliographicDescription', [
            ...filled('Author', message.author),
            element('Title', message.title),
          ]),
        ]),
        ...filled('PickupLocation', message.pickupLocation),
      ];
    case 'CheckOutItem':
      return [
        happened(message.at),
        identified('User', message.user),
        item,
        requested(message.requestId),
        ...dated('DesiredDateDue', message.dueOn),
      ];
    case 'RenewItem':
      return [identified('User', message.user), item, ...dated('DesiredDateDue', message.dueOn)];
    case 'CheckInItem':
      return [happened(message.at), item];
    case 'RecallItem':
      return [item, ...dated('DesiredDateDue', message.dueOn)];
  }
};

const userElements = [
  'Name Information',
  'User Address Information',
  'Block Or Trap',
  'User Privilege',
] as const;

/** A day ends with its last minute, without an offset: the library's own day. */
const dated = (name: string, day: CalendarDate | null): readonly Written[] =>
  day === null ? [] : [element(name, `${day}T23:59:00`)];
