/**
 * Fills templates for a service: with the text of its label, where it has one.
 */
import { fill } from '../templates/compile.ts';
import type { Template, Values } from '../templates/compile.ts';
import type { TemplateName } from '../templates/table.ts';
import type { Templates } from '../templates/templates.ts';
import type { Service } from './services.ts';

export class Writer {
  private readonly templates: Templates;

  constructor(templates: Templates) {
    this.templates = templates;
  }

  forAll(name: TemplateName, values: Values = {}): string {
    return fill(this.template(name), values);
  }

  forService(service: Service, name: TemplateName, values: Values = {}): string {
    return fill(service.settings.templates.get(name) ?? this.template(name), values);
  }

  /** Several at once, in this order. */
  linesFor(service: Service, names: readonly TemplateName[], values: Values): string {
    return names.map((name) => this.forService(service, name, values)).join('');
  }

  private template(name: TemplateName): Template {
    return this.templates.texts.get(name) ?? { texts: [''], keys: [] };
  }
}
