// Copy this to main.bicepparam (git ignores that one) and fill it in. The password of the mail relay is read from the
// environment of who deploys, so that it stands in no file.
using 'main.bicep'

param registryName = '<registry>'
param image = 'privacybot:<version>'
param organisation = loadTextContent('../../organisation.toml')
param smtp = readEnvironmentVariable('PRIVACYBOT_SMTP', 'none')
param alertMail = '<mail address>'
