export { NewEndpointScreen } from './form/new-endpoint-screen'
export { EndpointScreen } from './page/endpoint-screen'
export { WebhooksScreen } from './webhooks-screen'
