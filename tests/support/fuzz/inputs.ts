import * as z from 'zod';
import { inputOf, type Door } from '../doors.ts';
import { hostileText, hostileValue } from './hostile.ts';
import type { Random } from './random.ts';

/** The part of JSON Schema that the contract uses. */
type Schema = {
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
};

/** An existing value for a field name, such as the id of a request; undefined if there is none. */
export type Known = (field: string) => unknown;

const schemas = new Map<Door, Schema>();
const schemaOf = (door: Door): Schema => {
  const known = schemas.get(door) ?? (z.toJSONSchema(inputOf(door)) as Schema);
  schemas.set(door, known);
  return known;
};

/** The top-level fields of an input. */
export const fieldsOf = (door: Door): readonly string[] => Object.keys(schemaOf(door).properties ?? {});

/** An input that matches the contract, made from existing values and, occasionally, unexpected ones. */
export const sincereInput = (door: Door, random: Random, known: Known): unknown =>
  valueOf(schemaOf(door), '', { random, known });

type Making = { readonly random: Random; readonly known: Known };

const valueOf = (schema: Schema, field: string, making: Making): unknown => {
  const { random, known } = making;
  const isLeaf = schema.properties === undefined && schema.items === undefined;
  if (isLeaf && field !== '' && random.chance(0.85)) {
    const value = known(field);
    if (value !== undefined && fits(schema, value)) return value;
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const some = choices.filter(({ type }) => type !== 'null');
    const from = some.length > 0 && random.chance(0.75) ? some : choices;
    return valueOf(random.pick(from) ?? {}, field, making);
  }
  if ('const' in schema) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, part]) => [name, valueOf(part, name, making)]),
      );
    case 'array':
      return listOf(schema, field, making);
    case 'string':
      return textOf(schema, random);
    case 'integer':
    case 'number':
      return numberOf(schema, random);
    case 'boolean':
      return random.chance(0.5);
    default:
      return null;
  }
};

const fits = (schema: Schema, value: unknown): boolean => {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.some((choice) => fits(choice, value));
  if (value === null) return schema.type === 'null';
  if (typeof value === 'string')
    return schema.type === 'string' && value.length <= (schema.maxLength ?? value.length);
  return typeof value === 'number' && (schema.type === 'integer' || schema.type === 'number');
};

const listOf = (
  { items = {}, minItems = 0, maxItems = 100 }: Schema,
  field: string,
  making: Making,
): unknown[] => {
  const { random } = making;
  const most = random.chance(0.02) ? Math.min(maxItems, 400) : Math.min(maxItems, 3);
  const length = Math.max(minItems, random.below(most + 1));
  // `partnerIds` get values of `partnerId`.
  const single = field.replace(/s$/u, '');
  return Array.from({ length }, () => valueOf(items, single, making));
};

const textOf = ({ format, maxLength, minLength = 0 }: Schema, random: Random): string => {
  switch (format) {
    case 'uuid':
      return random.uuid();
    case 'date':
      return random.oneOf('2026-11-25', '2027-01-15', '1900-01-01', '2024-02-29', '9999-12-31', '2026-12-24');
    case 'date-time':
      return random.oneOf('2026-11-25T09:30:00Z', '0001-01-01T00:00:00Z', '2026-11-20T08:00:00.000Z');
    default: {
      const text = random.chance(0.6)
        ? random.oneOf(
            'A',
            'Sea',
            'reader',
            'Note for you',
            'x@example.org',
            '08:30',
            '18:00',
            'Voyage of the Beagle',
          )
        : hostileText(random, maxLength);
      return text.length < minLength ? 'x'.repeat(minLength) : text;
    }
  }
};

const numberOf = (schema: Schema, random: Random): number => {
  const least = schema.minimum ?? (schema.exclusiveMinimum ?? -1) + 1;
  const most = schema.maximum ?? Number.MAX_SAFE_INTEGER;
  return random.chance(0.9) ? Math.min(most, least + random.below(40)) : random.oneOf(least, most);
};

/** The same input with one to three changes that the contract forbids, or that are only odd. */
export const spoiled = (input: unknown, random: Random): unknown => {
  let value = input;
  for (let times = 1 + random.below(3); times > 0; times -= 1) value = spoiledOnce(value, random);
  return value;
};

const spoiledOnce = (value: unknown, random: Random): unknown => {
  if (Array.isArray(value)) {
    if (value.length === 0 || random.chance(0.2)) return [...(value as unknown[]), hostileValue(random)];
    const at = random.below(value.length);
    return value.map((each: unknown, index) => (index === at ? spoiledOnce(each, random) : each));
  }
  if (typeof value !== 'object' || value === null || !isPlain(value)) return hostileValue(random);
  const names = Object.keys(value);
  const name = random.pick(names);
  const copy: Record<string, unknown> = { ...value };
  if (name === undefined || random.chance(0.15)) {
    copy[random.oneOf('extra', 'constructor', 'opID', ' ', 'hasOwnProperty')] = hostileValue(random);
    return copy;
  }
  if (random.chance(0.2)) delete copy[name];
  else copy[name] = random.chance(0.5) ? hostileValue(random) : spoiledOnce(copy[name], random);
  return copy;
};

const isPlain = (value: object): boolean =>
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

/** A value that is not a valid input at all. */
export const wildInput = (random: Random): unknown => hostileValue(random);

/** The structured clone of an input, as the page sends it. Null if it cannot be cloned, because no page can send it. */
export const cloned = (input: unknown): unknown => {
  try {
    return structuredClone(input);
  } catch {
    return null;
  }
};

/** The id of the step in an input. */
export const idOf = (input: unknown): string | undefined => {
  const { opId } = (input ?? {}) as { readonly opId?: unknown };
  return typeof opId === 'string' ? opId : undefined;
};
