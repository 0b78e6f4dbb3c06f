/** The parts of an OpenAPI schema the generator understands. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
}

export interface Specification {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
  >;
}

/** How values are made that a schema leaves open: by the name of the field. */
export interface Hints {
  /** Keys of objects that are maps. */
  readonly keys?: readonly string[];
  /** Fields that are always there, whatever the specification says of them. */
  readonly always?: readonly string[];
  /** A value for a field of this name, when the schema alone would be too vague. */
  readonly field?: (name: string, index: number) => unknown;
}

/**
 * A value that fits an OpenAPI schema: required fields always, others by chance, an unknown field besides, so that an
 * adapter that needs what is optional, or refuses what is new, is found out.
 */
export class SchemaGenerator {
  private index = 0;

  constructor(
    private readonly specification: object,
    private readonly random: () => number,
    private readonly hints: Hints = {},
  ) {}

  /** @throws Error when the specification has no such answer */
  response(path: string): unknown {
    const schema = (this.specification as Specification).paths[path]?.get?.responses['200']?.content?.[
      'application/json'
    ]?.schema;
    if (schema === undefined) throw new Error(`the specification has no JSON answer to ${path}`);
    return this.value(schema);
  }

  value(given: Schema, name = ''): unknown {
    const schema = this.resolve(given);
    this.index += 1;
    const hinted = this.hints.field?.(name, this.index);
    if (hinted !== undefined) return hinted;
    const variants = schema.oneOf ?? schema.anyOf;
    if (variants !== undefined) return this.value(this.pick(variants), name);
    if (schema.enum !== undefined) return this.pick(schema.enum);
    if (schema.properties !== undefined || schema.type === 'object') return this.object(schema);
    if (schema.type === 'array') {
      return Array.from({ length: 1 + Math.floor(this.random() * 3) }, () => this.value(schema.items ?? {}, name));
    }
    return this.scalar(schema);
  }

  private object(schema: Schema): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const needed = schema.required?.includes(name) === true || this.hints.always?.includes(name) === true;
      if (needed || this.random() < 0.6) made[name] = this.value(property, name);
    }
    if (schema.additionalProperties && schema.additionalProperties !== true) {
      for (const key of this.hints.keys ?? ['AAPL', 'MSFT']) made[key] = this.value(schema.additionalProperties, key);
    } else {
      made.field_added_later = { anything: [1, null, 'text'] };
    }
    return made;
  }

  private scalar(schema: Schema): unknown {
    const [low, high] = [schema.minimum ?? 1, schema.maximum ?? 10_000];
    if (schema.type === 'integer') return Math.floor(low + this.random() * (high - low));
    if (schema.type === 'number') return Math.round((low + this.random() * (high - low)) * 1e4) / 1e4;
    if (schema.type === 'boolean') return this.random() < 0.5;
    if (schema.format === 'date') return '2024-05-03';
    if (schema.format === 'date-time') return `2024-05-03T14:30:0${Math.floor(this.random() * 10)}.123456789Z`;
    if (schema.type === 'string') return typeof schema.example === 'string' ? schema.example : `text ${this.index}`;
    return null;
  }

  private resolve(schema: Schema): Schema {
    if (schema.$ref !== undefined) {
      const found = schema.$ref
        .slice(2)
        .split('/')
        .reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], this.specification);
      const { $ref: _, ...rest } = schema;
      return { ...this.resolve(found as Schema), ...rest };
    }
    if (schema.allOf === undefined) return schema;
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const part of schema.allOf.map((one) => this.resolve(one))) {
      Object.assign(properties, part.properties);
      required.push(...(part.required ?? []));
    }
    return { type: 'object', properties, required };
  }

  private pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.random() * values.length)] as T;
  }
}
