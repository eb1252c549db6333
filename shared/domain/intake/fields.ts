import { allRequestFields, type CsvField } from '../request-fields.ts';
import { plainWords } from './plain-words.ts';

/** What a column of another system can contain: a field of a request, or data from which fields are derived. */
export type IntakeField =
  | CsvField
  /** The barcode on the received volume. */
  | 'itemBarcode'
  | 'firstName'
  | 'lastName'
  /** Whether the partner of the row is the one with the active turn. */
  | 'partnerIsActive'
  /** The partners to ask, one after the other. */
  | 'lendingString'
  /** Borrowing, lending …: anything except borrowing is skipped. */
  | 'processType'
  /** 1 if a copy is wanted. */
  | 'isCopy'
  /** The title of an article, besides that of its journal. */
  | 'articleTitle'
  | 'articleAuthor'
  /** A date that is not imported, listed so that it is not mistaken for another one. */
  | 'otherDay';

/** The languages in which we know the names of columns. English names do not determine the order of day and month. */
export type HeadLanguage = 'en' | 'de' | 'es' | 'fr' | 'it' | 'pt' | 'nl';

/**
 * Names of columns by meaning, the best first, in addition to those of our own files: case, accents and punctuation are ignored. The parts
 * separated by `|` are English, German, Spanish, French, Italian, Portuguese and Dutch.
 */
const more: Readonly<Record<IntakeField, string>> = {
  externalId:
    'Request External ID, External Request ID, External ID, External Identifier, External Request Identifier, Ext ID, Ext Identifier, Req ID, Req No, Req Number, ILL ID, ILL Req ID, Case Number, Ticket Number, Order No, Transaction Number, TN, ILL Transaction Number, Request ID, Request Identifier, Request Number, Request No, Request Nr, ILL Request ID, ILL Request Number, illrequest id, pr hrid, hrid, Order ID, Order Number, Internal Id, Our Local Number, Local Request ID, ILL Number, ILL No, Reference Number, Request, ID, Identifier' +
    '|Externe Kennung, Externe ID, Externer Identifikator, Bestellnummer, Bestell-Nr, Bestell-ID, Fernleihnummer, Auftragsnummer, Vorgangsnummer, Fernleih-ID' +
    '|Identificador externo, ID externo, Número de solicitud, Nº de solicitud, ID de solicitud, Número de petición, ID de la solicitud' +
    '|Identifiant externe, Numéro de demande, N° de demande, ID de la demande' +
    '|Identificatore esterno, Numero richiesta, ID richiesta|Nº do pedido, Número do pedido, Identificador externo, ID do pedido|Aanvraagnummer, Externe identificatie, Aanvraag-ID, IBL-nummer',
  title:
    'Title, Loan Title, Book Title, Item Title, Title Normalized, Request Title, Citation Title, pr title, Work Title, Title of Work, Title of Item, Bibliographic Title' +
    '|Titel, Buchtitel, Werk|Título, Título del libro|Titre, Titre du document|Titolo|Título, Título do livro|Titel, Titel van het boek',
  author:
    'Author, Loan Author, Authors, Creator, Book Author, Main Author, pr author, Author of Work|Autor, Verfasser, Autorin, Autor/in, Verfasser/in, Autoren, Urheber|Autor, Autores, Autor/a|Auteur, Auteurs|Autore, Autori|Autor, Autores, Autor/a|Auteur, Auteurs',
  format:
    'Format, Physical or Digital, Requested Format, Delivery Format, Media Format, Preferred Format|Lieferform|Formato|Format souhaité|Formato richiesto',
  materialType:
    'Material Type, Request Type, Document Type, Doc Type, Item Type, Publication Type, Type, Medium|Medientyp, Materialart, Medienart, Bestelltyp, Dokumenttyp|Tipo de material, Tipo de documento, Tipo de solicitud|Type de document, Type de demande|Tipo di materiale, Tipo di richiesta|Tipo de documento, Tipo de material|Materiaaltype, Soort materiaal',
  journal:
    'Journal Title, Journal, Photo Journal Title, Periodical Title, Source Title|Zeitschriftentitel, Zeitschrift|Título de la revista, Revista|Titre de la revue, Revue|Titolo della rivista, Rivista|Título da revista, Revista|Tijdschrifttitel, Tijdschrift',
  articleTitle:
    'Article Title, Photo Article Title, Chapter Title, Article or Chapter Title|Aufsatztitel, Artikeltitel, Titel des Aufsatzes|Título del artículo|Titre de l’article|Titolo dell’articolo|Título do artigo|Artikeltitel, Titel van het artikel',
  articleAuthor:
    'Article Author, Photo Article Author, Chapter Author|Aufsatzautor, Verfasser des Aufsatzes|Autor del artículo|Auteur de l’article|Autore dell’articolo',
  journalVolume:
    'Journal Volume, Volume, Photo Journal Volume, Vol|Band, Jahrgang|Volumen|Volume de la revue|Volume della rivista',
  issue:
    'Issue, Photo Journal Issue, Issue Number|Heft, Ausgabe, Heftnummer|Número del ejemplar, Fascículo|Fascicule|Fascicolo',
  pages:
    'Pages, Photo Journal Inclusive Pages, Inclusive Pages, Pages Citation, Page Range|Seiten, Seitenangabe|Páginas|Pages demandées|Pagine|Páginas|Bladzijden, Pagina’s',
  year: 'Year, Photo Journal Year, Publication Year, Loan Date, Year of Publication, Publication Date|Jahr, Erscheinungsjahr|Año, Año de publicación|Année, Année de publication|Anno, Anno di pubblicazione|Ano, Ano de publicação|Jaar, Jaar van uitgave',
  edition: 'Edition, Loan Edition|Auflage|Edición|Édition|Edizione|Edição|Druk, Editie',
  publisher: 'Publisher, Loan Publisher|Verlag|Editorial|Éditeur|Editore|Editora|Uitgever',
  isbn: 'ISBN, ISBN Normalized, ISBNs|ISBN-Nummer',
  issn: 'ISSN, ISSN Normalized, ISSNs, ISSN ISBN, ISBN ISSN',
  doi: 'DOI',
  language: 'Language|Sprache|Idioma, Lengua|Langue|Lingua',
  neededBy:
    'Needed By, Need Before, Not Wanted After, Need By, Needed Before, Last Interest Date, Need By Date, Needed By Date|Benötigt bis, Gewünscht bis|Necesario antes de, Se necesita antes del|Nécessaire avant le|Necessario entro',
  maximumCost:
    'Maximum Cost, Max Cost, Maxcost, Maximum Fee|Maximale Kosten, Höchstkosten|Coste máximo, Costo máximo|Coût maximum|Costo massimo',
  partnerNote:
    'Note to Partner, Notes to Partner, Note to Lender|Nachricht an Partner, Mitteilung an Partner|Nota para el socio|Note au partenaire|Nota per il partner',
  patron:
    'Patron Barcode, Primary Identifier, User Primary Identifier, User ID, Requester ID, Requester Barcode, Requester Primary Identifier, Patron ID, Username, Patron No, Patron Number, Customer ID, Customer Number, Borrower ID, Borrower Barcode, User Name, User Barcode, Borrowernumber, Cardnumber, Card Number, Library Card, pr patron identifier, Patron Identifier' +
    '|Ausweisnummer, Ausweis, Leserausweis, Lesernummer, Benutzernummer, Bibliotheksausweis, Benutzer-ID, Benutzerkennung, Nutzernummer' +
    '|Código de barras del usuario, Identificador principal, ID del usuario, Nº de usuario, Número de usuario, Número de carné, Nº de carné, Carné|Identifiant principal, Code-barres du lecteur, Identifiant lecteur, N° de carte, Numéro de carte, N° de lecteur, Numéro de lecteur, Carte de lecteur|Identificativo utente, Codice a barre utente, Numero tessera, Tessera|Nº de leitor, Número de leitor, Número do utilizador, Nº do cartão, Cartão|Pasnummer, Lenersnummer, Lenerspas, Bibliotheekpas',
  patronName:
    'Patron Name, Requester Name, Requester, Requestor, Full Name, User Full Name, Patron, Customer, Customer Name, Borrower Name, Reader, Requested By, Requested For, Ordered By, Ordered For, Borrower, Patron Full Name, Customer Full Name, Requester Full Name, Library User, User, Client, Client Name, Name' +
    '|Besteller, Bestellende Person, Besteller/in, Bestellerin, Anfordernder, Anfordernde/r, Anfordernde Person, Anforderer, Bestellt von, Bestellt für, Angefordert von, Benutzer/in, Nutzer/in, Benutzer, Benutzername, Name des Benutzers, Nutzer, Leser, Besteller Name|Solicitante, Solicitado por, Solicitado para, Pedido por, Usuario, Nombre del solicitante, Nombre del usuario, Lector|Demandeur, Lecteur, Nom du demandeur, Usager|Richiedente, Utente, Nome utente|Utilizador, Leitor, Requerente, Solicitante, Nome do utilizador, Nome do leitor|Lener, Aanvrager, Gebruiker, Naam van de lener, Naam lener',
  firstName:
    'First Name, Firstname, Given Name, Patron First Name, User First Name|Vorname|Nombre|Prénom|Nome|Nome próprio|Voornaam',
  lastName:
    'Last Name, Lastname, Surname, Family Name, Patron Last Name, User Last Name|Nachname, Familienname|Apellido, Apellidos|Nom, Nom de famille|Cognome|Apelido, Sobrenome|Achternaam',
  patronEmail:
    'Patron E-Mail, Patron Email, Requester E-Mail, Requester Email, E-Mail Address, Email Address, E-Mail, Email, EMail|E-Mail-Adresse|Correo electrónico, Correo|Courriel, Adresse électronique|Indirizzo e-mail|Correio eletrónico, E-mail do utilizador|E-mailadres',
  rota: 'Rota',
  lendingString: 'Lending String, Lender String, Supplier String|Lieferantenkette',
  activePartner:
    'Partner Code, Active Partner Code, Active Partner, Partner, Current Supplier, Current Lender, Current Partner, Lender, Lender Symbol, Lending Library, Supplying Library, Supplier, Supplier Code, Lending Library Symbol, Supplying Agency, Lender Code, Lending Institution, Lending Partner, Supplied By, Provider, Partner Symbol, Responder, Responding Library, Supplying Institution, Owning Library, Lending Location, Source Library, From Library' +
    '|Sigel, Partnersigel, Partnercode, Partner-Code, Aktiver Partner, Gebende Bibliothek, Lieferbibliothek, Lieferant, Verleihende Bibliothek|Código del socio, Socio, Socio activo, Biblioteca prestamista, Proveedor|Code du partenaire, Partenaire, Partenaire actif, Bibliothèque prêteuse, Fournisseur|Codice partner, Partner attivo, Biblioteca prestante|Biblioteca fornecedora, Fornecedor, Biblioteca emprestadora, Parceiro|Leverende bibliotheek, Uitlenende bibliotheek, Leverancier, Partnerbibliotheek',
  partnerName:
    'Partner Name, Active Partner Name, Lender Name, Lending Library Name, Supplier Name, Name of Partner, Supplying Library Name|Partnername, Name des Partners|Nombre del socio|Nom du partenaire|Nome del partner',
  partnerIsActive: 'Partner Active Status, Active Partner Status|Partnerstatus aktiv',
  status:
    'Status, Request Status, Borrowing Request Status, Req Status, Borrowing Status, Loan Status, Order Status, Transaction Status, ILL Status, Current Status, External Request Status, Status Alias, pr state fk, State, Workflow State' +
    '|Bestellstatus, Fernleihstatus, Status der Bestellung, Bearbeitungsstand, Zustand|Estado, Estado de la solicitud, Estatus|Statut, État, Statut de la demande|Stato, Stato della richiesta|Estado, Estado do pedido, Situação|Status, Aanvraagstatus, Status van de aanvraag',
  pickup:
    'Pickup Location, Pickup Library, Pick Up Location, Pick-up Location, Pickup Desk, Pickup, Delivery Location, Preferred Pickup Location, Pickup Branch, Collection Point, Collect At, Pick up at, Delivery Branch, Pickup Point, Pickup Site, Pickup Service Point, Service Point, Pickup Place, Place of Pickup, pr pickup location slug, Pickup Location Code, Branchcode, Library' +
    '|Abholort, Abholbibliothek, Ausgabeort, Abholstelle, Ausgabestelle|Lugar de recogida, Ubicación de recogida, Biblioteca de recogida, Punto de recogida, Sucursal de recogida|Lieu de retrait, Bibliothèque de retrait, Site de retrait, Point de retrait|Luogo di ritiro, Biblioteca di ritiro|Local de levantamento, Local de recolha, Biblioteca de levantamento|Afhaallocatie, Afhaalbibliotheek, Afhaalpunt',
  dueOn:
    'Due Date, Due back, Due On, Due Date and Time, Item Due Date, Loan Due Date, Partner Due Date, Borrowing Due Date, pr parsed due date rs, pr due date rs, Date Due, Due Back Date, Back By, Return By, Due' +
    '|Fälligkeitsdatum, Fällig am, Leihfrist, Rückgabedatum, Fristende, Leihfristende, Fällig|Fecha de vencimiento, Fecha de devolución, Vencimiento, Vence|Date d’échéance, Date de retour, Échéance, À rendre le|Data di scadenza, Scadenza|Data de devolução, Data limite, Prazo, Vencimento|Vervaldatum, Inleverdatum, Retourdatum, Uiterste inleverdatum',
  createdAt:
    'Creation Date, Borrowing Creation Date, Borrowing Creation Date and Time, Request Creation Date, Creation Date and Time, Created, Created At, Created On, Date Created, Request Date, Requested On, Request Created, Placed, Placed On, Date Requested, Date Placed, Requested, Submitted, Submitted On, Submitted Date, Order Date, Ordered On, Creation Time, Request Timestamp, Date' +
    '|Erstellungsdatum, Erstellt am, Bestelldatum, Bestellt am, Angelegt am, Anlagedatum, Erstellt|Fecha de creación, Fecha de solicitud, Fecha de la solicitud, Creado el, Fecha|Date de création, Date de la demande, Créé le|Data di creazione, Data della richiesta, Data richiesta|Data do pedido, Data de criação, Criado em, Data|Aanvraagdatum, Aangemaakt op, Datum aanvraag, Datum',
  volumes:
    'Volumes, Number of Volumes, Pieces, Number of Pieces, No of Pieces, Number of Items|Anzahl Bände, Bände, Stückzahl|Número de volúmenes|Nombre de volumes|Numero di volumi|Número de volumes|Aantal delen, Aantal banden',
  circulationNote:
    'Circulation Note|Ausleihnotiz, Ausleihvermerk|Nota de circulación|Note de circulation|Nota di circolazione',
  cost: 'Cost, Price, IFM Cost, Billing Amount, Lending Charges, Price Paid, Charges|Kosten, Preis, Gebühr|Coste, Costo, Precio|Coût, Prix|Costo, Prezzo',
  againOf: 'Again of',
  note: 'Note, Notes, Staff Notes, Notes Staff, Internal Note, Comments, Library Use Only|Notiz, Bemerkung, Bemerkungen, Anmerkung|Nota, Notas, Observaciones, Comentarios|Remarque, Remarques, Commentaire|Osservazioni|Nota, Notas, Observações|Opmerking, Opmerkingen, Notitie',
  conditionReason: 'Condition Reason',
  conditionNote: 'Condition Note, Condition',
  replyBy: 'Reply By, Conditional Reply By',
  itemBarcode:
    'Item Barcode, Temporary Barcode, Temp Barcode, Barcode, Borrowed Item Barcode, Lender Barcode, Lender Item Barcode, Lending Library Barcode, Item Number, Item Barcodes, Barcodes, pr selected item barcode|Barcode des Exemplars, Exemplarbarcode, Mediennummer, Strichcode, Temporärer Barcode|Código de barras, Código de barras del ejemplar|Code-barres, Code à barres|Codice a barre|Código de barras|Streepjescode, Barcode exemplaar',
  processType: 'Process Type, pr is requester, Request Direction|Vorgangsart',
  isCopy: 'Photocopy Flag, Copy or Loan Flag',
  otherDay:
    'Update Date, Updated, Updated On, Modification Date, Last Updated, Transaction Date, Request Sending Date, Sending Date, Date Sent, Sent Date, Received Date, Date Received, Arrival Date, Lender Received Date, Lender Filled Date, Borrower Filled Date, In Process Date, Shipped Date, Date Shipped, Date Returned, Returned Date, Loaned On, Loan Start Date, Completed, Completed On, Replied, Replied On, Cancelled On, Expiry Date, Last Modified, Status Date' +
    '|Änderungsdatum, Geändert am, Aktualisiert am, Letzte Änderung, Eingangsdatum, Versanddatum|Fecha de actualización, Fecha de modificación, Fecha de recepción, Fecha de envío|Date de mise à jour, Date de modification, Date de réception|Data di aggiornamento, Data di modifica',
};

/** A name of a column: its meaning, its rank among the names for it (0: the best), and its language. */
export type KnownHead = {
  readonly field: IntakeField;
  readonly rank: number;
  readonly language: HeadLanguage;
};

const languages: readonly HeadLanguage[] = ['en', 'de', 'es', 'fr', 'it', 'pt', 'nl'];

/** Fields by their names in plain words. One name may have several meanings, such as `Titel`, which exists in two languages. */
export const knownHeads: ReadonlyMap<string, readonly KnownHead[]> = (() => {
  const heads = new Map<string, KnownHead[]>();
  const add = (name: string, head: KnownHead): void => {
    const words = plainWords(name);
    const known = heads.get(words) ?? [];
    if (words !== '' && !known.some(({ field }) => field === head.field)) heads.set(words, [...known, head]);
  };
  for (const [, { csv, label }] of allRequestFields)
    if (csv) {
      csv.heads.forEach((name) => add(name, { field: csv.name as CsvField, rank: 0, language: 'en' }));
      // Other systems may use the labels of our forms too, such as `Created` and `Due back`.
      add(label, { field: csv.name as CsvField, rank: 30, language: 'en' });
    }
  for (const [field, list] of Object.entries(more))
    list
      .split('|')
      .forEach((names, at) =>
        names
          .split(',')
          .forEach((name, rank) =>
            add(name, { field: field as IntakeField, rank: rank + 1, language: languages[at] ?? 'en' }),
          ),
      );
  return heads;
})();

/** The fields that contain a date or a moment. */
export const dayFields: readonly IntakeField[] = ['dueOn', 'createdAt', 'neededBy', 'replyBy', 'otherDay'];
