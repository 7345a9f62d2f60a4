import { z } from 'zod'
import type { DialectName } from '../../../../contracts/domain/webhook'
import { dialectSchema } from '../../../../contracts/domain/webhook'
import { faceServiceSchemas } from './face-service'
import { facecvSchemas } from './facecv'
import { imggoSchemas } from './imggo'
import { leadSchemas } from './lead'
import { sonotheiaSchemas } from './sonotheia'
import { standardSchemas } from './standard'

/** Schema of each whole body as it is sent, by dialect and by the name that the dialect gives the event. */
export const payloadSchemas: Readonly<Record<DialectName, Readonly<Record<string, z.ZodType>>>> = {
  standard: standardSchemas,
  'face-service': faceServiceSchemas,
  facecv: facecvSchemas,
  sonotheia: sonotheiaSchemas,
  imggo: imggoSchemas,
  lead: leadSchemas
}

/** The same as JSON Schema (2020-12). Objects stay open there: a receiver must bear fields that a later version adds. */
export function payloadJsonSchema(dialect: DialectName, eventName: string): object {
  const schema = payloadSchemas[dialect][eventName]
  if (schema === undefined) throw new RangeError(`${dialect} has no event ${eventName}`)
  return {
    ...z.toJSONSchema(schema, {
      io: 'output',
      override: ({ jsonSchema }) => {
        if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
      }
    }),
    title: `${dialect} ${eventName}`
  }
}

/** Every schema by its file under `docs/schemas/`. */
export const schemaFiles = (): Record<string, object> =>
  Object.fromEntries(
    dialectSchema.options.flatMap((dialect) =>
      Object.keys(payloadSchemas[dialect]).map((name) => [`${dialect}/${name}.json`, payloadJsonSchema(dialect, name)])
    )
  )
