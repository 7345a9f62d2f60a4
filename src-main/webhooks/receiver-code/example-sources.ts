import nodePackage from '../../../examples/receivers/node/package.json?raw'
import nodeCore from '../../../examples/receivers/node/receiver-core.mjs?raw'
import nodeFaceService from '../../../examples/receivers/node/receiver-face-service.mjs?raw'
import nodeFacecv from '../../../examples/receivers/node/receiver-facecv.mjs?raw'
import nodeImggo from '../../../examples/receivers/node/receiver-imggo.mjs?raw'
import nodeLead from '../../../examples/receivers/node/receiver-lead.mjs?raw'
import nodeSonotheia from '../../../examples/receivers/node/receiver-sonotheia.mjs?raw'
import nodeStandard from '../../../examples/receivers/node/receiver-standard.mjs?raw'
import pythonCore from '../../../examples/receivers/python/receiver_core.py?raw'
import pythonFaceService from '../../../examples/receivers/python/receiver_face_service.py?raw'
import pythonFacecv from '../../../examples/receivers/python/receiver_facecv.py?raw'
import pythonImggo from '../../../examples/receivers/python/receiver_imggo.py?raw'
import pythonLead from '../../../examples/receivers/python/receiver_lead.py?raw'
import pythonSonotheia from '../../../examples/receivers/python/receiver_sonotheia.py?raw'
import pythonStandard from '../../../examples/receivers/python/receiver_standard.py?raw'
import type { DialectName } from '../../../contracts/domain/webhook'

/** The example receivers of `examples/receivers`, as they are there. */
export interface ExampleSources {
  core: string
  dialects: Readonly<Record<DialectName, string>>
}

export const pythonSources: ExampleSources = {
  core: pythonCore,
  dialects: {
    standard: pythonStandard,
    'face-service': pythonFaceService,
    facecv: pythonFacecv,
    sonotheia: pythonSonotheia,
    imggo: pythonImggo,
    lead: pythonLead
  }
}

export const nodeSources: ExampleSources & { package: string } = {
  core: nodeCore,
  package: nodePackage,
  dialects: {
    standard: nodeStandard,
    'face-service': nodeFaceService,
    facecv: nodeFacecv,
    sonotheia: nodeSonotheia,
    imggo: nodeImggo,
    lead: nodeLead
  }
}
