// Where the image is kept. Deploy this one first, fill it with `az acr build`, then deploy main.bicep.
targetScope = 'resourceGroup'

@description('Name of the registry: 5 to 50 letters and digits, unique in all of Azure.')
@minLength(5)
@maxLength(50)
param registryName string

@description('Where everything runs. Choose a region within the EU.')
param location string = resourceGroup().location

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: registryName
  location: location
  sku: {
    name: 'Basic'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

output loginServer string = registry.properties.loginServer
