# The gan command on the processor, from the distribution that `./mvnw package` has made:
#   docker build --tag ganlib .
#   docker run --rm --volume "$PWD:/work" --user "$(id -u):$(id -g)" ganlib train mnist
# Runs lie in the folder that is mounted at /work, data sets in the one at /data.

FROM eclipse-temurin:17-jdk-jammy AS unzipped
# Name the file if there are several: --build-arg ZIP=gan-distribution/target/ganlib-VERSION.zip
ARG ZIP=gan-distribution/target/ganlib-*.zip
WORKDIR /unzipped
COPY ${ZIP} ./ganlib.zip
# The JDK's own program unzips without the modes of files.
RUN jar --extract --file ganlib.zip && mv ganlib-* ganlib && chmod 755 ganlib/bin/gan

FROM eclipse-temurin:17-jre-jammy
COPY --from=unzipped /unzipped/ganlib /opt/ganlib
# The first start leaves an archive of parsed classes in lib, which later starts share.
RUN ln -s /opt/ganlib/bin/gan /usr/local/bin/gan \
  && gan --version \
  && mkdir --mode=1777 /work /data \
  && useradd --create-home --uid 1001 gan
ENV GAN_DATA_DIR=/data
USER gan
WORKDIR /work
ENTRYPOINT ["gan"]
CMD ["help"]
