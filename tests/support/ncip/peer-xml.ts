import sax from 'sax';

// The responder's own XML: it shares no code with the program.

/** An element, with its namespace and those of its attributes. */
export type Element = {
  readonly name: string;
  readonly uri: string;
  /** Attributes by `{namespace}name`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
};

/** Parses a document with its namespaces. @throws Error if it is not well-formed */
export const parse = (xml: string): Element => {
  const parser = sax.parser(true, { xmlns: true });
  const open: Element[] = [];
  let root: Element | undefined;
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = (tag) => {
    const { local, uri, attributes } = tag as sax.QualifiedTag;
    const element: Element = {
      name: local,
      uri,
      attributes: Object.fromEntries(
        Object.values(attributes).map((one) => [`{${one.uri}}${one.local}`, one.value]),
      ),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    open.push(element);
    root ??= element;
  };
  parser.ontext = (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.onclosetag = () => {
    open.pop();
  };
  parser.write(xml).close();
  if (!root) throw new Error('no element');
  return root;
};

/** Returns the text at a path of names below an element; empty if there is none. */
export const at = (element: Element | undefined, path: string): string => {
  const found = path
    .split('/')
    .reduce<Element | undefined>(
      (under, name) => under?.children.find((child) => child.name === name),
      element,
    );
  return found?.text.trim() ?? '';
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export type Parts = Readonly<Record<string, string | readonly unknown[] | object>>;

/** Writes elements with the prefix that the samples of others have. A list repeats its element. */
export const write = (parts: Parts): string =>
  Object.entries(parts)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one: unknown) => [name, one] as const),
    )
    .map(([name, value]) => {
      const inside = typeof value === 'string' ? escaped(value) : write(value as Parts);
      return `<ns1:${name}>${inside}</ns1:${name}>`;
    })
    .join('');
